package dev.concertina.cli.command;

import dev.concertina.cli.Action;
import dev.concertina.cli.Context;
import dev.concertina.cli.demo.Demo;
import dev.concertina.cli.demo.DemoOptions;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The experiment that a newcomer runs first. Needs no database. */
@Command(
    name = "demo",
    description =
        "Run each destructive change through a rolling deploy on an embedded PostgreSQL, first as it"
            + " was written, then through Concertina.",
    footer = {"", "For example: concertina demo"})
public final class DemoCommand implements Action {

  private static final DemoOptions STANDARD = DemoOptions.standard();

  @Option(names = "--rows", paramLabel = "N", description = "Rows in each fresh table.")
  private int rows = STANDARD.rows();

  @Option(
      names = "--window",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = "How long the applications run between two events of the deploy.")
  private Duration window = STANDARD.window();

  @Option(names = "--rate", paramLabel = "N", description = "Requests a second of an application.")
  private int rate = STANDARD.rate();

  @Option(
      names = "--only",
      paramLabel = "WORDS",
      description = "Only the changes with these words: \"rename a column\".")
  private Optional<String> only = Optional.empty();

  @Option(names = "--seed", paramLabel = "N", description = "Of all random choices.")
  private long seed = STANDARD.seed();

  @Override
  public int run(Context context) {
    return new Demo()
        .run(new DemoOptions(rows, window, only, rate, seed), context.output(), context.stop());
  }
}
