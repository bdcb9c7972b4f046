package dev.concertina.throttle;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a backfill keeps within. The word of a limit is the same as a configuration key, as a flag
 * and in the journal.
 */
public enum Limit {
  /** Sessions that write batches at a time. */
  WORKERS(
      Unit.WORKERS,
      Unit.AUTO,
      "How many sessions write batches at a time; auto: two while nobody else works on the"
          + " server, else one."),

  /**
   * Seconds that a standby or a logical subscriber may be behind ("pg_stat_replication" in
   * "Monitoring Database Activity").
   */
  MAX_LAG(
      Unit.DURATION,
      "5s",
      "Hold while a standby or logical subscriber is further behind than this."),

  /** WAL of the whole server ("WAL Configuration", {@code pg_current_wal_insert_lsn}). */
  WAL_RATE(
      Unit.RATE,
      Unit.OFF,
      "Hold while the server writes more WAL per second than this, on average."),

  /** Time that is worked, of all the time. */
  DUTY(Unit.DUTY, "100%", "The share of the time in which batches run; the rest is pauses."),

  /** WAL segments that the archiver has not taken yet ("Continuous Archiving"). */
  MAX_PENDING_WAL(
      Unit.COUNT, "42", "Hold while more WAL segments than this wait for the archiver."),

  /** Other sessions in a queue for a lock ("pg_locks"). */
  MAX_LOCK_WAITERS(
      Unit.COUNT, "8", "Hold while more sessions of the database than this wait for locks."),

  /** Other sessions at work ("pg_stat_activity"). */
  MAX_ACTIVE_SESSIONS(
      Unit.SESSIONS,
      "50%",
      "Hold while more sessions of the server than this are active; a share is of max_connections."),

  /** How much longer the statements of others take because of batches, see {@link Slowdown}. */
  MAX_SLOWDOWN(
      Unit.SLOWDOWN,
      "50%",
      "Rest longer between batches where statements of others would take so much longer than"
          + " without them, on average."),

  /** What keeps dead row versions from being removed ("Routine Vacuuming"). */
  MAX_SNAPSHOT_AGE(
      Unit.DURATION,
      "10m",
      "Hold while a snapshot older than this keeps dead rows, at most this long for each."),

  /** An autovacuum of the table ("The Autovacuum Daemon"). */
  MAX_AUTOVACUUM_WAIT(
      Unit.DURATION, "10m", "Hold while an autovacuum works on the table, at most this long each."),

  /** The user's own signal. */
  THROTTLE_QUERY(
      Unit.QUERY, Unit.OFF, "A query of your own: hold while it returns true, NULL or an error.");

  private final Unit unit;
  private final String standard;
  private final String help;

  Limit(Unit unit, String standard, String help) {
    this.unit = unit;
    this.standard = standard;
    this.help = help;
  }

  /** As it is written everywhere: {@code max-lag}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The text that holds where none is given. */
  public String standard() {
    return standard;
  }

  /** One sentence for people. */
  public String help() {
    return help;
  }

  /** For people: the texts that may be given. */
  public String accepted() {
    return unit.accepted();
  }

  Unit unit() {
    return unit;
  }

  /** The limit of a word. */
  public static Optional<Limit> of(String word) {
    return Arrays.stream(values()).filter(limit -> limit.word().equals(word)).findFirst();
  }

  /** The words of all limits. */
  public static List<String> words() {
    return Arrays.stream(values()).map(Limit::word).toList();
  }
}
