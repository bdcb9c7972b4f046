package dev.concertina.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The program itself: its options and its help. */
@Command(
    name = "concertina",
    header = "PostgreSQL schema changes that are safe under a rolling deploy.%n",
    usageHelpWidth = 100,
    synopsisSubcommandLabel = "COMMAND",
    versionProvider = Release.class,
    optionListHeading = "%nOptions, before or after the command:%n",
    commandListHeading = "%nCommands:%n",
    footer = {
      "%nA deploy: deploy, start the new application, stop the old one, finish.",
      "%nExit codes: 0 done, 1 internal error, 2 usage, 3 invalid migration or configuration,",
      "4 hazard found, 5 waiting or gated: run again, 6 another run is at work,",
      "7 database unreachable, 8 a step failed, state safe: run again."
    })
final class RootCommand {

  @Mixin private final GlobalOptions globals;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      order = 20,
      description = "Show this help.")
  @SuppressWarnings("UnusedVariable") // picocli asks its annotation
  private boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      order = 21,
      description = "Show the version.")
  @SuppressWarnings("UnusedVariable") // picocli asks its annotation
  private boolean version;

  RootCommand(GlobalOptions globals) {
    this.globals = globals;
  }

  GlobalOptions globals() {
    return globals;
  }
}
