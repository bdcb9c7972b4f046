package dev.concertina.cli.demo;

import dev.concertina.cli.ExitCodes;
import dev.concertina.cli.Output;
import dev.concertina.cli.Stop;
import dev.concertina.cli.UsageException;
import dev.concertina.cli.demo.scenario.Scenario;
import dev.concertina.cli.demo.scenario.Scenarios;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * The experiment: for each destructive change two fresh databases and two rolling deploys of the
 * same file under the same load, one as it was written, one through Concertina.
 */
public final class Demo {

  private static final String NAIVE = "naive";
  private static final String CONCERTINA = "concertina";

  private final ConcertinaRollout.Factory rollouts;

  /** With the engine as it is shipped. */
  public Demo() {
    this(EngineRollout.shipped());
  }

  /** With something else in its place: a test breaks it. */
  Demo(ConcertinaRollout.Factory rollouts) {
    this.rollouts = rollouts;
  }

  /**
   * Runs the experiment and shows its table.
   *
   * @return {@link ExitCodes#STEP_FAILED} if one request failed or one row was wrong on
   *     Concertina's side, and also if a naive deploy broke nothing: then nothing is proved
   */
  public int run(DemoOptions options, Output output, Stop stop) {
    List<Scenario> scenarios = chosen(options);
    try (DemoServer server = DemoServer.start(stop)) {
      return run(server, scenarios, options, output, stop);
    } catch (RuntimeException e) {
      stop.check();
      throw e;
    } catch (IOException e) {
      throw new UncheckedIOException("the embedded PostgreSQL did not stop", e);
    }
  }

  /** The same on a server that runs. */
  int run(
      DemoServer server, List<Scenario> scenarios, DemoOptions options, Output output, Stop stop) {
    Consumer<String> lines =
        line -> {
          stop.check();
          output.people().println(line);
        };
    try {
      lines.accept(headline(server, options));
      List<Comparison> comparisons = new ArrayList<>();
      for (Scenario scenario : scenarios) {
        comparisons.add(compare(server, scenario, options, lines));
      }
      Report report = new Report(comparisons);
      output.people().println();
      output.show(
          report.text(output.style()),
          report.json().put("seed", options.seed()).put("rows", options.rows()));
      return report.isProof() ? ExitCodes.DONE : ExitCodes.STEP_FAILED;
    } catch (SQLException e) {
      throw new IllegalStateException("the demo could not prepare its tables", e);
    }
  }

  private Comparison compare(
      DemoServer server, Scenario scenario, DemoOptions options, Consumer<String> lines)
      throws SQLException {
    lines.accept("");
    lines.accept(scenario.title() + " (" + scenario.why() + "): " + scenario.file());
    Stage naive = Stage.build(server, scenario, NAIVE, options);
    Outcome without = new NaiveDeploy(naive, options, new Timeline(lines, NAIVE)).run();
    server.dropDatabase(NAIVE);
    Stage stage = Stage.build(server, scenario, CONCERTINA, options);
    Outcome with =
        new ConcertinaDeploy(stage, options, new Timeline(lines, CONCERTINA)).run(rollouts);
    server.dropDatabase(CONCERTINA);
    return new Comparison(scenario, without, with);
  }

  private static List<Scenario> chosen(DemoOptions options) {
    List<Scenario> scenarios = options.only().map(Scenarios::named).orElseGet(Scenarios::all);
    if (scenarios.isEmpty()) {
      throw new UsageException(
          "The demo has no change called \"" + options.only().orElse("") + "\".",
          "Write one of: "
              + String.join(", ", Scenarios.all().stream().map(Scenario::title).toList()));
    }
    return scenarios;
  }

  private static String headline(DemoServer server, DemoOptions options) throws SQLException {
    return String.format(
        Locale.ROOT,
        """
        %s, embedded, fsync off. Each change: a fresh table of %,d rows; an old and a new
        application, each a pool with %d workers and %,d requests a second. Seed %d.
        As each deploy begins, a report reads the table for %,d ms: what asks for a strong lock waits
        for it, and requests behind that. A stall is the time from when a request was due to its
        answer.""",
        server.version(),
        options.rows(),
        Application.WORKERS,
        options.rate(),
        options.seed(),
        options.report().toMillis());
  }
}
