package dev.concertina.cli;

import dev.concertina.throttle.Limit;
import java.util.EnumMap;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;

/** An option for each limit of a backfill. */
public final class LimitOptions {

  /** A command that takes them. */
  public interface Taker extends Action {
    LimitOptions limits();
  }

  /** What a given limit is. */
  public enum Use {
    /** A setting of this run. */
    SETTING,
    /** An order to runs elsewhere. */
    ORDER
  }

  private static final int AFTER_OTHERS = 100;

  private final Map<Limit, String> given = new EnumMap<>(Limit.class);

  private final Use use;

  public LimitOptions(Use use) {
    this.use = use;
  }

  /** The settings that were given, unchecked. */
  Map<Limit, String> settings() {
    return use == Use.SETTING ? given() : Map.of();
  }

  void addTo(CommandSpec command) {
    int order = AFTER_OTHERS;
    for (Limit limit : Limit.values()) {
      command.addOption(
          OptionSpec.builder("--" + limit.word())
              .type(String.class)
              .paramLabel(label(limit))
              .order(order)
              .description(text(limit))
              .setter(setter(limit))
              .build());
      order++;
    }
  }

  /** What was given, unchecked. */
  public Map<Limit, String> given() {
    return Map.copyOf(given);
  }

  /** The usage help is set up with {@code null} first. */
  private ISetter setter(Limit limit) {
    return new ISetter() {
      @Override
      @SuppressWarnings("unchecked")
      public <T> T set(T value) {
        if (value instanceof String text) {
          given.put(limit, text);
        }
        return value;
      }
    };
  }

  /** The help is a format: a percent sign is written twice. */
  private static String text(Limit limit) {
    return (limit.help() + " Default: " + limit.standard() + ".").replace("%", "%%");
  }

  private static String label(Limit limit) {
    return switch (limit) {
      case WORKERS -> "auto|N";
      case MAX_PENDING_WAL, MAX_LOCK_WAITERS, MAX_ACTIVE_SESSIONS -> "N";
      case MAX_LAG, MAX_SNAPSHOT_AGE, MAX_AUTOVACUUM_WAIT -> "TIME";
      case WAL_RATE -> "SIZE";
      case DUTY, MAX_SLOWDOWN -> "PERCENT";
      case THROTTLE_QUERY -> "SQL";
    };
  }
}
