package dev.concertina.cli.command;

import dev.concertina.cli.Action;
import dev.concertina.cli.Context;
import dev.concertina.cli.ExitCodes;
import dev.concertina.cli.UsageException;
import dev.concertina.cli.json.Json;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Parameters;

/** The help of the program or of one command. */
@Command(
    name = "help",
    description = "The help of a command.",
    footer = {"", "For example: concertina help deploy"})
public final class HelpCommand implements Action {

  private final CommandLine program;

  @Parameters(arity = "0..1", paramLabel = "COMMAND")
  private Optional<String> command = Optional.empty();

  public HelpCommand(CommandLine program) {
    this.program = program;
  }

  @Override
  public int run(Context context) {
    CommandLine subject = command.map(this::find).orElse(program);
    String text = subject.getUsageMessage(context.output().style().colours() ? Ansi.ON : Ansi.OFF);
    context.output().show(text, new Json().put("help", text));
    return ExitCodes.DONE;
  }

  private CommandLine find(String name) {
    return Optional.ofNullable(program.getSubcommands().get(name))
        .orElseThrow(
            () ->
                new UsageException(
                    "there is no command " + name,
                    "name one of: " + String.join(", ", program.getSubcommands().keySet())));
  }
}
