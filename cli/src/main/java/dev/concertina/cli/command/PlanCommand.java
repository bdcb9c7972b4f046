package dev.concertina.cli.command;

import dev.concertina.change.Migration;
import dev.concertina.change.MigrationException;
import dev.concertina.change.Version;
import dev.concertina.cli.Action;
import dev.concertina.cli.Context;
import dev.concertina.cli.ExitCodes;
import dev.concertina.cli.json.Json;
import dev.concertina.cli.json.PlanJson;
import dev.concertina.cli.render.PlanText;
import dev.concertina.cli.render.PlanText.Detail;
import dev.concertina.cli.render.Style;
import dev.concertina.engine.Concertina;
import dev.concertina.journal.State;
import dev.concertina.journal.StoredMigration;
import dev.concertina.plan.Plan;
import dev.concertina.preflight.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The phases of everything pending, of one file, or of a version, with what the preflight would
 * say: that of a version in flight is the stored one, because that is what runs. Only reads.
 */
@Command(
    name = "plan",
    description = "What each phase would run, lock and wait for. Only reads the database.",
    footer = {"", "For example: concertina plan migrations/V7__rename_user_name.sql"})
public final class PlanCommand implements Action {

  private static final String FROM_STANDARD_INPUT = "V0__stdin";

  @Mixin private final MigrationArgument migrations = new MigrationArgument();

  @Option(names = "--brief", description = "The steps with their locks, without their SQL.")
  private boolean brief;

  @Override
  public int run(Context context) {
    migrations.nameStandardInput(FROM_STANDARD_INPUT);
    try (Concertina concertina = context.connect()) {
      Optional<Plan> inFlight =
          migrations
              .version()
              .flatMap(concertina::stored)
              .filter(stored -> stored.state() != State.ABORTED)
              .map(StoredMigration::plan);
      return inFlight
          .map(plan -> new Planned(plan, List.of()))
          .map(plan -> show(context, List.of(plan), Beside.NOTHING, "concertina status"))
          .orElseGet(() -> fresh(context, concertina));
    }
  }

  private int fresh(Context context, Concertina concertina) {
    List<Migration> files = migrations.read(context);
    Optional<MigrationException> refusal = refusal(concertina, files);
    if (!migrations.isGiven()) {
      concertina.checkHistory(files);
      files = InFlight.of(concertina).before(State.EXPANDED, files);
    }
    List<Planned> plans = new ArrayList<>();
    List<Unplanned> unplanned = new ArrayList<>();
    for (Migration file : files) {
      try {
        Plan plan = concertina.plan(file);
        plans.add(new Planned(plan, concertina.preflight(plan)));
      } catch (MigrationException e) {
        if (plans.isEmpty()) {
          throw e;
        }
        unplanned.add(new Unplanned(file.version(), String.valueOf(e.getMessage())));
      }
    }
    String next = refusal.isPresent() ? deployFirst(plans) : deploy();
    return show(context, plans, new Beside(unplanned, refusal), next);
  }

  /** What a deploy of the same files says before it runs any of them. */
  private static Optional<MigrationException> refusal(
      Concertina concertina, List<Migration> files) {
    try {
      concertina.checkRelease(InFlight.of(concertina).before(State.MIGRATED, files));
      return Optional.empty();
    } catch (MigrationException e) {
      return Optional.of(e).filter(refused -> refused.code().equals("same-release"));
    }
  }

  private static String deployFirst(List<Planned> plans) {
    return plans.stream()
        .findFirst()
        .map(first -> "concertina deploy " + first.plan().version())
        .orElse("");
  }

  private String deploy() {
    return migrations.isStandardInput()
        ? "keep it as a file in the directory of migrations, then: concertina deploy"
        : "concertina deploy" + migrations.words();
  }

  /**
   * A plan, and what it would meet.
   *
   * @param findings of the preflight; none once it is in flight
   */
  private record Planned(Plan plan, List<Finding> findings) {

    Json json() {
      return PlanJson.plan(plan).put("preflight", findings.stream().map(Planned::json).toList());
    }

    private static Json json(Finding finding) {
      return new Json()
          .put("code", finding.code())
          .put("weight", finding.weight().name().toLowerCase(Locale.ROOT))
          .put("message", finding.message())
          .put("hint", finding.hint());
    }

    String text(Style style, Detail detail) {
      return PlanText.of(plan, findings, style, detail);
    }
  }

  /** A migration that may need what an earlier pending one makes. */
  private record Unplanned(Version version, String reason) {

    Json json() {
      return new Json().put("version", version).put("reason", reason);
    }

    String text() {
      return "V"
          + version
          + " cannot be planned before the ones above are deployed, or not at all: "
          + reason;
    }
  }

  /**
   * What is to be said of all of them.
   *
   * @param unplanned those without a plan
   * @param refusal why deploy takes none of them
   */
  private record Beside(List<Unplanned> unplanned, Optional<MigrationException> refusal) {

    private static final Beside NOTHING = new Beside(List.of(), Optional.empty());

    String text() {
      return unplanned.stream().map(one -> one.text() + "\n").collect(Collectors.joining())
          + refusal
              .map(
                  why ->
                      "concertina deploy refuses them: "
                          + why.getMessage()
                          + " "
                          + why.hint()
                          + "\n")
              .orElse("");
    }
  }

  private int show(Context context, List<Planned> plans, Beside beside, String next) {
    Json json = plans.isEmpty() ? PlanJson.nothing() : plans.get(0).json();
    json.put("plans", plans.stream().map(Planned::json).toList())
        .put("unplanned", beside.unplanned().stream().map(Unplanned::json).toList())
        .put("refusal", beside.refusal().map(MigrationException::getMessage).orElse(""))
        .put("next", plans.isEmpty() ? "" : next);
    context.output().show(text(context, plans, beside, next), json);
    return ExitCodes.DONE;
  }

  private String text(Context context, List<Planned> plans, Beside beside, String next) {
    if (plans.isEmpty()) {
      return "nothing is pending in " + context.configuration().migrations();
    }
    String text =
        plans.stream()
            .map(plan -> plan.text(context.output().style(), brief ? Detail.BRIEF : Detail.SQL))
            .collect(Collectors.joining("\n\n"));
    String rest = beside.text();
    return text
        + (rest.isEmpty() ? "" : "\n" + rest)
        + "\n"
        + context.output().style().cyan("next: ")
        + next;
  }
}
