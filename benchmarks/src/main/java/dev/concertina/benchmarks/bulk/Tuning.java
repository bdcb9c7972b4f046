package dev.concertina.benchmarks.bulk;

import dev.concertina.engine.Settings;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a benchmark asks of a backfill beyond what the engine does by itself. The one place that
 * knows how the engine is told.
 *
 * @param limits by their words, as the command line has them: {@code workers}, {@code max-lag}
 */
public record Tuning(Map<String, String> limits) {

  /** What the engine does as long as {@link Settings} has no limits. */
  private static final Map<String, String> BY_ITSELF = Map.of("workers", "1", "max-lag", "off");

  /** What the engine does by itself. */
  public static final Tuning NONE = new Tuning(Map.of());

  public Tuning {
    limits = Map.copyOf(limits);
  }

  public Tuning with(String word, String text) {
    Map<String, String> more = new LinkedHashMap<>(limits);
    more.put(word, text);
    return new Tuning(more);
  }

  /** Whether the engine can do this yet. */
  public boolean isPossible() {
    return limits.entrySet().stream().allMatch(BY_ITSELF.entrySet()::contains);
  }

  public Settings settings() {
    if (!isPossible()) {
      throw new IllegalStateException("the engine has no setting for " + limits);
    }
    return Settings.defaults();
  }
}
