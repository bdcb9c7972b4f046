package dev.concertina.cli.demo;

import dev.concertina.cli.Output;
import dev.concertina.cli.Stop;
import dev.concertina.cli.Terminal;
import dev.concertina.cli.demo.scenario.Scenario;
import dev.concertina.cli.demo.scenario.Scenarios;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Small demos on one server. */
final class DemoRuns implements BeforeAllCallback, AfterAllCallback {

  private static final DemoOptions SMALL =
      new DemoOptions(2_000, Duration.ofMillis(200), Optional.empty(), 300, 7);

  private Optional<DemoServer> server = Optional.empty();

  /** How a demo ended and all that it said. */
  record Result(int exit, String text) {}

  /** Runs some changes with few rows in short windows. */
  Result run(ConcertinaRollout.Factory rollouts, String... changes) {
    List<Scenario> scenarios =
        Arrays.stream(changes).flatMap(change -> Scenarios.named(change).stream()).toList();
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text, true);
    Terminal terminal = new Terminal(InputStream.nullInputStream(), out, out, false, false);
    Output output = new Output(terminal, Output.Format.TEXT, false, false);
    int exit = new Demo(rollouts).run(server.orElseThrow(), scenarios, SMALL, output, new Stop());
    return new Result(exit, text.toString());
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    server = Optional.of(DemoServer.start(new Stop()));
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    server.orElseThrow().close();
  }
}
