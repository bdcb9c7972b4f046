package dev.concertina.cli;

import dev.concertina.cli.config.Secrets;
import dev.concertina.cli.json.Json;
import dev.concertina.parser.PostgresParser;
import dev.concertina.throttle.Limit;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * One run of the command line: parses the arguments, runs the command, and turns whatever happens
 * into text or one JSON object and an exit code. Not thread-safe.
 */
public final class Program {

  private final Terminal terminal;
  private final Map<String, String> environment;
  private final Stop stop;

  /**
   * A program that has not run yet.
   *
   * @param stop by which another thread asks the run to end early
   */
  public Program(Terminal terminal, Map<String, String> environment, Stop stop) {
    this.terminal = terminal;
    this.environment = Map.copyOf(environment);
    this.stop = stop;
  }

  /** Runs a command line and returns its exit code; throws nothing. */
  public int run(String... args) {
    Logging.quietDriver();
    GlobalOptions globals = new GlobalOptions();
    CommandLine program = Commands.program(globals);
    try {
      ParseResult parsed = program.parseArgs(args);
      Output output = globals.output(terminal, environment);
      return run(program, lastOf(parsed), globals, output);
    } catch (ParameterException e) {
      return fail(asked(args, globals), name(e.getCommandLine()), Failures.usage(e));
    }
  }

  private int run(CommandLine program, ParseResult command, GlobalOptions globals, Output output) {
    CommandLine line = command.commandSpec().commandLine();
    if (command.isUsageHelpRequested() || command.isVersionHelpRequested()) {
      return help(line, command.isVersionHelpRequested(), output);
    }
    if (!(command.commandSpec().userObject() instanceof Action action)) {
      return fail(
          output,
          name(program),
          new ErrorReport(
              ExitCodes.USAGE,
              "usage",
              "no command is given",
              "name one of: " + String.join(", ", program.getSubcommands().keySet())));
    }
    if (globals.verbose()) {
      Logging.verbose();
    }
    return run(action, name(line), globals, output);
  }

  private int run(Action action, String name, GlobalOptions globals, Output output) {
    Map<Limit, String> limits =
        action instanceof LimitOptions.Taker taker ? taker.limits().settings() : Map.of();
    stop.leaves(action.unfinished());
    try {
      Context context =
          new Context(
              output,
              terminal.in(),
              globals.configuration(environment, limits),
              new PostgresParser(),
              stop);
      int exit = action.run(context);
      output.end(name, exit);
      return exit;
    } catch (RuntimeException e) {
      if (globals.verbose()) {
        output.note(stackTrace(e));
      }
      return fail(output, name, Failures.report(e));
    }
  }

  private static int help(CommandLine line, boolean version, Output output) {
    String text =
        version
            ? String.join(System.lineSeparator(), line.getCommandSpec().version())
            : line.getUsageMessage(output.style().colours() ? Ansi.ON : Ansi.OFF);
    output.show(text, new Json().put(version ? "version" : "help", text));
    output.end(name(line), ExitCodes.DONE);
    return ExitCodes.DONE;
  }

  private static int fail(Output output, String command, ErrorReport error) {
    output.end(command, error);
    return error.exit();
  }

  /** The output that the arguments ask for, although not all of them could be understood. */
  private Output asked(String[] args, GlobalOptions globals) {
    List<String> words = Arrays.asList(args);
    int option = words.indexOf("--output");
    boolean json =
        words.stream().anyMatch(word -> word.equalsIgnoreCase("--output=json"))
            || (option >= 0
                && option + 1 < words.size()
                && words.get(option + 1).equalsIgnoreCase("json"));
    return json
        ? new Output(terminal, Output.Format.JSON, false, false)
        : globals.output(terminal, environment);
  }

  private static ParseResult lastOf(ParseResult parsed) {
    return parsed.hasSubcommand() ? lastOf(parsed.subcommand()) : parsed;
  }

  private static String name(CommandLine line) {
    return line.getCommandName();
  }

  private static String stackTrace(RuntimeException failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return Secrets.mask(text.toString().stripTrailing());
  }
}
