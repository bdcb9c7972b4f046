package dev.concertina.benchmarks;

import dev.concertina.benchmarks.report.Findings;
import dev.concertina.benchmarks.report.Machine;
import dev.concertina.benchmarks.report.Report;
import dev.concertina.cli.config.Secrets;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;

/** {@code benchmarks/run NAME}: measures one figure, prints it and writes it as JSON. */
@Command(
    name = "benchmarks/run",
    mixinStandardHelpOptions = true,
    description = "Measures one figure, prints it and writes it as JSON.",
    subcommands = {
      Throughput.class,
      Latency.class,
      Size.class,
      Workers.class,
      SyncCost.class,
      Lag.class,
      Up.class,
      Blocker.class,
      ManyTables.class,
      Lint.class,
      Evidence.class,
    })
public final class Main {

  private final PrintWriter out;
  private final PrintWriter err;

  @Option(
      names = "--url",
      scope = ScopeType.INHERIT,
      paramLabel = "URL",
      description =
          "A server to measure on; its role may create databases. Default: an embedded"
              + " PostgreSQL 18 with settings like in production.")
  private Optional<String> url = Optional.empty();

  @Option(
      names = "--json",
      scope = ScopeType.INHERIT,
      paramLabel = "FILE",
      description = "Where the JSON goes. Default: benchmarks/target/results/NAME.json.")
  private Optional<Path> json = Optional.empty();

  Main(PrintWriter out, PrintWriter err) {
    this.out = out;
    this.err = err;
  }

  /** Exits with 0 when the figures are there, whatever they are. */
  public static void main(String[] arguments) {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    System.exit(new Main(out, err).run(arguments));
  }

  int run(String... arguments) {
    CommandLine line = new CommandLine(this);
    line.setOut(out);
    line.setErr(err);
    line.setExecutionStrategy(parsed -> execute(parsed, arguments));
    return line.execute(arguments);
  }

  private int execute(ParseResult parsed, String... arguments) {
    Optional<Integer> helped = Optional.ofNullable(CommandLine.executeHelpRequest(parsed));
    if (helped.isPresent()) {
      return helped.get();
    }
    if (!parsed.hasSubcommand()) {
      parsed.commandSpec().commandLine().usage(out);
      return CommandLine.ExitCode.USAGE;
    }
    CommandLine.Model.CommandSpec chosen = parsed.subcommand().commandSpec();
    Benchmark benchmark = (Benchmark) chosen.userObject();
    try (Lab lab = new Lab(url, err)) {
      report(chosen.name(), benchmark, lab, String.join(" ", arguments));
      return CommandLine.ExitCode.OK;
    } catch (SQLException | IOException e) {
      throw new CommandLine.ExecutionException(
          parsed.commandSpec().commandLine(), "the benchmark broke off: " + e.getMessage(), e);
    }
  }

  private void report(String name, Benchmark benchmark, Lab lab, String arguments)
      throws SQLException, IOException {
    String at = Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS).toString();
    Map<String, Object> machine = Machine.describe();
    Findings findings = benchmark.measure(lab);
    Report report =
        new Report(
            name,
            "benchmarks/run " + Secrets.mask(arguments),
            System.getProperty("concertina.benchmarks.commit", "unknown"),
            at,
            machine,
            lab.describe(),
            findings);
    report.print(out);
    Path file = json.orElseGet(() -> results().resolve(name + ".json"));
    report.write(file);
    lab.say("written to " + file);
  }

  private static Path results() {
    return Path.of(System.getProperty("concertina.benchmarks.results", "target/results"));
  }
}
