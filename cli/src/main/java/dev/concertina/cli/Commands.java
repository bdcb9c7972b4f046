package dev.concertina.cli;

import dev.concertina.cli.command.AbortCommand;
import dev.concertina.cli.command.AwaitCommand;
import dev.concertina.cli.command.BaselineCommand;
import dev.concertina.cli.command.CheckCommand;
import dev.concertina.cli.command.ContractCommand;
import dev.concertina.cli.command.ConvertCommand;
import dev.concertina.cli.command.DemoCommand;
import dev.concertina.cli.command.DeployCommand;
import dev.concertina.cli.command.ExpandCommand;
import dev.concertina.cli.command.FinishCommand;
import dev.concertina.cli.command.HelpCommand;
import dev.concertina.cli.command.LintCommand;
import dev.concertina.cli.command.MigrateCommand;
import dev.concertina.cli.command.NeedsCommand;
import dev.concertina.cli.command.PauseCommand;
import dev.concertina.cli.command.PlanCommand;
import dev.concertina.cli.command.PurgeCommand;
import dev.concertina.cli.command.RecordCommand;
import dev.concertina.cli.command.ReleasesCommand;
import dev.concertina.cli.command.RepairCommand;
import dev.concertina.cli.command.ResumeCommand;
import dev.concertina.cli.command.RevertCommand;
import dev.concertina.cli.command.StatusCommand;
import dev.concertina.cli.command.SwitchCommand;
import dev.concertina.cli.command.ThrottleCommand;
import dev.concertina.cli.command.UpCommand;
import dev.concertina.cli.command.UrlCommand;
import dev.concertina.cli.command.VerifyCommand;
import dev.concertina.cli.command.WatchCommand;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** All commands, in the order of a deploy. */
final class Commands {

  /** Of a terminal for which all text is laid out. */
  private static final int WIDTH = 100;

  private Commands() {}

  static CommandLine program(GlobalOptions globals) {
    CommandLine program = new CommandLine(new RootCommand(globals));
    for (Action command : commands(program)) {
      CommandLine line = new CommandLine(command);
      if (command instanceof LimitOptions.Taker taker) {
        taker.limits().addTo(line.getCommandSpec());
      }
      program.addSubcommand(line);
      if (command instanceof DemoCommand) {
        hideWhatNeedsADatabase(line.getCommandSpec());
      }
    }
    return program.setCaseInsensitiveEnumValuesAllowed(true).setUsageHelpWidth(WIDTH);
  }

  /** Accepted, because they may stand before the command, but without meaning for it. */
  private static void hideWhatNeedsADatabase(CommandSpec demo) {
    for (String name : GlobalOptions.OF_A_DATABASE) {
      OptionSpec option = demo.findOption(name);
      demo.remove(option);
      demo.addOption(OptionSpec.builder(option).hidden(true).build());
    }
  }

  private static List<Action> commands(CommandLine program) {
    return List.of(
        new DemoCommand(),
        new LintCommand(),
        new ConvertCommand(),
        new PlanCommand(),
        new DeployCommand(),
        new FinishCommand(),
        new StatusCommand(),
        new AwaitCommand(),
        new WatchCommand(),
        new PauseCommand(),
        new ResumeCommand(),
        new ThrottleCommand(),
        new VerifyCommand(),
        new CheckCommand(),
        new UrlCommand(),
        new ExpandCommand(),
        new MigrateCommand(),
        new SwitchCommand(),
        new RevertCommand(),
        new ContractCommand(),
        new AbortCommand(),
        new UpCommand(),
        new BaselineCommand(),
        new RepairCommand(),
        new RecordCommand(),
        new ReleasesCommand(),
        new NeedsCommand(),
        new PurgeCommand(),
        new HelpCommand(program));
  }
}
