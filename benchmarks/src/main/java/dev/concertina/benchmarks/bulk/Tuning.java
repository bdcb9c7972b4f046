package dev.concertina.benchmarks.bulk;

import dev.concertina.engine.Settings;
import dev.concertina.throttle.Limits;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a benchmark asks of a backfill beyond what the engine does by itself.
 *
 * @param limits by their words, as the command line has them: {@code workers}, {@code max-lag}
 */
public record Tuning(Map<String, String> limits) {

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

  public Settings settings() {
    return Settings.defaults().withLimits(Limits.parse(limits));
  }
}
