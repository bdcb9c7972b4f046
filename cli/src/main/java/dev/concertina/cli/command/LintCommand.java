package dev.concertina.cli.command;

import dev.concertina.cli.Action;
import dev.concertina.cli.Context;
import dev.concertina.cli.ExitCodes;
import dev.concertina.cli.Output;
import dev.concertina.cli.Unfinished;
import dev.concertina.cli.UsageException;
import dev.concertina.cli.command.FixOptions.Fixed;
import dev.concertina.cli.json.Json;
import dev.concertina.cli.lint.LintJson;
import dev.concertina.cli.lint.ReportForm;
import dev.concertina.cli.lint.TraceReport;
import dev.concertina.hazard.Rule;
import dev.concertina.hazard.rule.Rules;
import dev.concertina.lint.Lint;
import dev.concertina.lint.LintReport;
import dev.concertina.lint.LintRequest;
import dev.concertina.lint.git.ChangedLines;
import dev.concertina.lint.layout.Migrations;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Hazards of migrations, of whatever tool; needs no database. */
@Command(
    name = "lint",
    description = "What would break or wait, if these migrations ran during a rolling deploy.",
    footer = {
      "",
      "Exit 4 if something is found, 3 if something could not be read.",
      "For example: concertina lint --since origin/main db/migration"
    })
public final class LintCommand implements Action {

  @Parameters(
      arity = "0..*",
      paramLabel = "PATH",
      description =
          "Files and directories of SQL, Liquibase's changelogs, or - for standard input. Default:"
              + " the migrations directory.")
  private List<String> paths = List.of();

  @Option(
      names = "--since",
      paramLabel = "REVISION",
      description = "Report only what changed since this branch left a revision of git.")
  private Optional<String> since = Optional.empty();

  @Option(
      names = "--format",
      paramLabel = "FORM",
      description = "text, json, sarif, github, gitlab or junit. Default: text.")
  private Optional<ReportForm> form = Optional.empty();

  @Option(
      names = "--fail-on",
      paramLabel = "SEVERITY",
      description = "error, warning, notice or never. Default: warning.")
  private FailOn failOn = FailOn.WARNING;

  @Option(
      names = "--explain",
      arity = "0..1",
      fallbackValue = "",
      paramLabel = "RULE",
      description = "Print the page of a rule, or the names of all.")
  private Optional<String> explain = Optional.empty();

  @Mixin private final LintFacts facts = new LintFacts();

  @Mixin private final TraceOptions trace = new TraceOptions();

  @Mixin private final FixOptions fix = new FixOptions();

  @Mixin private final BaselineOptions baseline = new BaselineOptions();

  @Override
  public Unfinished unfinished() {
    return trace.areWanted() ? Unfinished.TRACE : Unfinished.READING;
  }

  @Override
  public int run(Context context) {
    if (explain.isPresent()) {
      return new Explanation(explain.get()).show(context);
    }
    List<Rule> rules = Rules.all();
    List<String> wanted = paths.isEmpty() ? List.of(directory(context)) : paths;
    Migrations migrations = Migrations.read(wanted, context.in(), context.parser());
    LintRequest request = new LintRequest(facts.read(context), changes(wanted), baseline.read());
    Lint lint = new Lint(context.parser(), rules);
    LintReport report = lint.judge(migrations, request);
    if (baseline.isWanted()) {
      return baseline.write(report, context);
    }
    Optional<TraceReport> traced =
        trace.areWanted() ? Optional.of(trace.run(lint.units(migrations))) : Optional.empty();
    int exit = failOn.exit(report);
    if (exit == ExitCodes.DONE && traced.filter(TraceReport::hasFailures).isPresent()) {
      exit = ExitCodes.INVALID;
    }
    show(context, report, traced, fix.write(migrations, report, context.parser()), rules, exit);
    return exit;
  }

  private static String directory(Context context) {
    Path directory = context.configuration().migrations();
    if (!Files.isDirectory(directory)) {
      throw new UsageException(
          "nothing is named to judge, and there is no directory " + directory,
          "name files or directories, or - for standard input");
    }
    return directory.toString();
  }

  /** In the repository of what is judged, wherever the command runs. */
  private Optional<ChangedLines> changes(List<String> wanted) {
    Optional<String> first =
        wanted.stream().filter(path -> !path.equals(Migrations.STANDARD_INPUT)).findFirst();
    return since.map(
        revision -> {
          Path path =
              Path.of(
                  first.orElseThrow(
                      () ->
                          new UsageException(
                              "standard input has no history",
                              "leave --since out, or name files")));
          Path directory = Files.isDirectory(path) ? path : path.toAbsolutePath().getParent();
          return ChangedLines.since(revision, directory == null ? path : directory);
        });
  }

  private void show(
      Context context,
      LintReport report,
      Optional<TraceReport> traced,
      List<Fixed> fixed,
      List<Rule> rules,
      int exit) {
    Output output = context.output();
    if (output.isJson() && form.filter(wanted -> wanted != ReportForm.JSON).isPresent()) {
      throw new UsageException(
          "--output json and --format " + form.get() + " ask for two different outputs",
          "give one of them");
    }
    Json fields = LintJson.of(report);
    traced.ifPresent(trace -> fields.putAll(trace.json()));
    if (!fixed.isEmpty()) {
      fields.put("fixed", fixed.stream().map(Fixed::json).toList());
    }
    output.show(
        switch (form.orElse(ReportForm.TEXT)) {
          case JSON -> Output.envelope("lint", exit).putAll(fields).toString();
          case TEXT ->
              traced.map(trace -> trace.text(output.style()) + "\n\n").orElse("")
                  + ReportForm.TEXT.of(report, rules, output.style())
                  + fixed.stream().map(one -> "\n" + one.text()).collect(Collectors.joining());
          default -> form.get().of(report, rules, output.style());
        },
        fields);
  }
}
