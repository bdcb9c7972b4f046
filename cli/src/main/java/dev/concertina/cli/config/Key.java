package dev.concertina.cli.config;

import dev.concertina.throttle.Limit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Everything that can be configured. */
public enum Key {
  /** Where the database is. */
  URL,
  /** The directory of the migration files. */
  MIGRATIONS,
  /** The schema that names without a schema mean. */
  SCHEMA,
  /** The schema that holds the journal. */
  HOME,
  /** How long a step waits for one lock before it lets others go first. */
  LOCK_TIMEOUT,
  /** How long a step tries for its locks altogether. */
  LOCK_BUDGET,
  /** How long a command waits for another run to end. */
  WAIT,
  /** How long one batch of a backfill should take. */
  BATCH_TARGET,
  /** Whether a backfill may fire the triggers of users. */
  ALLOW_USER_TRIGGERS,
  /** How long what CONTRACT retires is kept. */
  RETENTION,
  /** Codes of what the preflight asks about and a person accepts, with commas between. */
  ACCEPT,
  /** How long a step waits for a lock before it ends the sessions in the way. */
  CANCEL_BLOCKERS_AFTER,
  /** How long no statement that needs the old shape may have been called before CONTRACT. */
  SOAK,
  /** How long after SWITCH, where nobody counts statements. */
  BLIND_SOAK,
  /** Whether SELECT * of a table that loses a column lets CONTRACT pass. */
  ALLOW_SELECT_STAR,
  /** The standbys that applications read from, or none. */
  STANDBYS,
  /** Limits of a backfill, as {@link dev.concertina.throttle.Limit} explains them. */
  WORKERS,
  MAX_LAG,
  WAL_RATE,
  DUTY,
  MAX_PENDING_WAL,
  MAX_LOCK_WAITERS,
  MAX_ACTIVE_SESSIONS,
  MAX_SLOWDOWN,
  MAX_SNAPSHOT_AGE,
  MAX_AUTOVACUUM_WAIT,
  THROTTLE_QUERY;

  /** As the file has it: {@code lock-timeout}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The variables of the environment that give it, the first one wins. */
  List<String> variables() {
    return switch (this) {
      case URL -> List.of("CONCERTINA_URL", "DATABASE_URL");
      case HOME -> List.of("CONCERTINA_HOME_SCHEMA");
      default -> List.of("CONCERTINA_" + name());
    };
  }

  /** The key of a limit; every limit has one of its name. */
  public static Key of(Limit limit) {
    return valueOf(limit.name());
  }

  static Optional<Key> of(String word) {
    return Arrays.stream(values()).filter(key -> key.word().equals(word)).findFirst();
  }

  static List<String> words() {
    return Arrays.stream(values()).map(Key::word).toList();
  }
}
