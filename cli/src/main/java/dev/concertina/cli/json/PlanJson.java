package dev.concertina.cli.json;

import dev.concertina.cli.render.StepConditions;
import dev.concertina.journal.StepKind;
import dev.concertina.plan.Phase;
import dev.concertina.plan.PhasePlan;
import dev.concertina.plan.Plan;
import dev.concertina.plan.Statement;
import dev.concertina.plan.Step;
import dev.concertina.plan.TableLock;
import dev.concertina.plan.Work;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** A plan as an object: every phase by its name, each a list of steps. */
public final class PlanJson {

  private PlanJson() {}

  public static Json plan(Plan plan) {
    Json phases = new Json();
    Json sights = new Json();
    for (PhasePlan phase : plan.phases()) {
      phases.put(phase.phase().name(), phase.steps().stream().map(PlanJson::step).toList());
      sights.put(phase.phase().name(), phase.sights().stream().map(PlanJson::sight).toList());
    }
    return new Json()
        .put("version", plan.version())
        .put("description", plan.description())
        .put("tables", plan.tables())
        .put("publishes", plan.publishes())
        .put("warnings", plan.warnings())
        .put("phases", phases)
        .put("sights", sights);
  }

  /** The same fields without a plan: nothing is pending. */
  public static Json nothing() {
    Json phases = new Json();
    for (Phase phase : Phase.values()) {
      phases.put(phase.name(), List.of());
    }
    return new Json().put("warnings", List.of()).put("phases", phases);
  }

  /** A step with its exact SQL. */
  public static Json step(Step step) {
    return new Json()
        .put("id", step.id())
        .put("kind", step.accept(new StepKind()))
        .put("title", step.title())
        .put("sql", step.statements().stream().map(Statement::sql).toList())
        .put("lock", strongestLock(step))
        .put("work", most(step).name().toLowerCase(Locale.ROOT))
        .put("waits_for", step.accept(new StepConditions()))
        .put("statements", step.statements().stream().map(PlanJson::statement).toList());
  }

  /** The strongest lock of a step, the one that decides whom it disturbs. */
  public static Optional<TableLock> strongestLock(Step step) {
    Stream<TableLock> own = step.statements().stream().flatMap(s -> s.lock().stream());
    Stream<TableLock> first = step instanceof Step.Ddl ddl ? ddl.locks().stream() : Stream.empty();
    return strongest(Stream.concat(first, own));
  }

  static Optional<TableLock> strongest(Stream<TableLock> locks) {
    return locks.reduce((a, b) -> b.mode().compareTo(a.mode()) > 0 ? b : a);
  }

  private static Work most(Step step) {
    return step.statements().stream()
        .map(Statement::work)
        .max(Comparator.naturalOrder())
        .orElse(Work.METADATA);
  }

  private static Json statement(Statement statement) {
    return new Json()
        .put("sql", statement.sql())
        .put("lock", statement.lock().map(TableLock::mode).map(mode -> mode.words()))
        .put("table", statement.lock().map(TableLock::table))
        .put("work", statement.work().name().toLowerCase(Locale.ROOT));
  }

  private static Json sight(PhasePlan.Sight sight) {
    return new Json().put("old", sight.oldApplication()).put("new", sight.newApplication());
  }
}
