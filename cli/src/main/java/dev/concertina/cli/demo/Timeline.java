package dev.concertina.cli.demo;

import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Says what happens while it happens: one short line for each event of a deploy. */
final class Timeline {

  private static final int WIDTH = 100;

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
    String line = "  %-11s %s".formatted(name, what);
    lines.accept(line.length() > WIDTH ? line.substring(0, WIDTH - 1) + "…" : line);
  }

  /** Sums the deploy up. */
  void end(Outcome outcome) {
    outcome.deployFailures().stream().distinct().forEach(this::event);
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
