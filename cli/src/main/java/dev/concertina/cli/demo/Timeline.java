package dev.concertina.cli.demo;

import dev.concertina.cli.render.Columns;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Says what happens while it happens: a line for each event of a deploy, or some. */
final class Timeline {

  private static final int WIDTH = 84;

  private final Consumer<String> lines;
  private final String name;

  /**
   * @param name of the deploy: {@code naive} or {@code concertina}
   */
  Timeline(Consumer<String> lines, String name) {
    this.lines = lines;
    this.name = name;
  }

  void event(String what) {
    lines.accept("  %-11s %s".formatted(name, what));
  }

  /** What is too long for one line. */
  void sentence(String words) {
    Columns.wrap(words, WIDTH).forEach(line -> event("  " + line));
  }

  /** Sums the deploy up. */
  void end(Outcome outcome) {
    outcome.deployFailures().stream().distinct().forEach(this::sentence);
    event(
        String.format(
            Locale.ROOT,
            "%,d of %,d requests failed, longest stall %,d ms",
            outcome.failed(),
            outcome.requests(),
            outcome.longestStall().toMillis()));
  }

  /** Runs one event of the deploy and says how long it took. */
  void time(String what, Runnable event) {
    Clock clock = new Clock();
    event.run();
    event("%-22s %5d ms".formatted(what, clock.elapsed().toMillis()));
  }

  /** The same for an event that can fail; says so. */
  boolean time(String what, BooleanSupplier event) {
    Clock clock = new Clock();
    boolean done = event.getAsBoolean();
    event("%-22s %5d ms%s".formatted(what, clock.elapsed().toMillis(), done ? "" : ", failed"));
    return done;
  }
}
