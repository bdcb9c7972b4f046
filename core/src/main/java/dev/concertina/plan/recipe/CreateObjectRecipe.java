package dev.concertina.plan.recipe;

import dev.concertina.catalog.Answer;
import dev.concertina.catalog.Catalog.Relation;
import dev.concertina.catalog.Trial.ObjectFacts;
import dev.concertina.catalog.Trial.ObjectLookup;
import dev.concertina.change.AlterObject;
import dev.concertina.change.AsWritten;
import dev.concertina.change.CreateObject;
import dev.concertina.change.ObjectKind;
import dev.concertina.change.ObjectName;
import dev.concertina.change.RunPhase;
import dev.concertina.plan.LockMode;
import dev.concertina.plan.Phase;
import dev.concertina.plan.Statement;
import dev.concertina.plan.TableLock;
import dev.concertina.plan.Work;
import dev.concertina.sql.QualifiedName;
import dev.concertina.sql.Sql;
import java.util.Optional;

/**
 * An object that is new comes in EXPAND: nobody can use it yet. One that acts on a table in use
 * (trigger, rule, policy) meets the old application's rows, and comes in CONTRACT. One that is
 * replaced is used by both applications, and only the user knows when that is right.
 */
final class CreateObjectRecipe {

  private final PlanContext context;

  CreateObjectRecipe(PlanContext context) {
    this.context = context;
  }

  static ObjectLookup lookup(CreateObject change) {
    return new ObjectLookup(change.object());
  }

  /** When it comes. A table has its new name from CONTRACT on; before, a view has it. */
  static Phase phase(PlanContext context, CreateObject change) {
    boolean waits =
        change.object().kind().actsOnItsTable()
            || change.table().flatMap(new RenamedTables(context)::to).isPresent();
    return change.phase().map(Phase::of).orElse(waits ? Phase.CONTRACT : Phase.EXPAND);
  }

  Contribution contribute(CreateObject change) {
    ObjectName object = change.object();
    Contribution.Builder parts = Contribution.standalone();
    Answer<ObjectFacts> there = context.catalog().answer(lookup(change));
    if (there instanceof Answer.Accepted<ObjectFacts> facts) {
      return change.ifNotExists()
          ? parts.warn("there is a " + object + " already").build()
          : replace(change, facts.value(), parts);
    }
    boolean acts = object.kind().actsOnItsTable();
    Phase phase = phase(context, change);
    refuseView(change, phase);
    new NewDependents(context).refuse(change, phase);
    Optional<QualifiedName> table = table(change);
    table.ifPresent(parts::touches);
    if (phase == Phase.CONTRACT && object.kind().hasArguments() && !mayNeedEarlier(change)) {
      parts.renew("create " + object, statement(change, table));
    } else {
      parts.own(phase, Drafts.ddl("create " + object, statement(change, table)));
    }
    if (phase != Phase.CONTRACT) {
      parts.own(Phase.ABORT, drop(object, table));
    }
    if (acts && phase == Phase.CONTRACT) {
      parts.warn(
          object
              + " acts on the old application's statements, too, so it comes in CONTRACT; if it"
              + " does them no harm: -- concertina: phase = expand");
    }
    return parts
        .sees(
            phase,
            acts
                ? object
                    + " acts on what it does"
                    + (phase == Phase.CONTRACT ? ": it must not run any more" : "")
                : "nothing new",
            phase == Phase.EXPAND ? "not yet" : object + " is there")
        .build();
  }

  /** Which has the new name of a table until CONTRACT. */
  private void refuseView(CreateObject change, Phase phase) {
    if (phase != Phase.CONTRACT) {
      change.table().ifPresent(name -> new RenamedTables(context).refuse(name, change.origin()));
    }
  }

  private Contribution replace(CreateObject change, ObjectFacts facts, Contribution.Builder parts) {
    ObjectName object = change.object();
    if (!change.replaces()) {
      throw context.refusal(
          change.origin(),
          "object-exists",
          "there is already a " + object + ".",
          sayInstead(object.kind()));
    }
    RunPhase named =
        change
            .phase()
            .orElseThrow(
                () ->
                    context.refusal(
                        change.origin(),
                        "phase-missing",
                        object
                            + " is there, and the old application may use what it is replaced by.",
                        "If the old application can use the new one, say"
                            + " -- concertina: phase = expand; if not, give the new one another"
                            + " name, and drop this one when the old application is gone."));
    Phase phase = Phase.of(named);
    Optional<QualifiedName> table = table(change);
    if (phase == Phase.CONTRACT && runsWithWrites(object.kind()) && !mayNeedEarlier(change)) {
      parts.renew("replace " + object, statement(change, table));
    } else {
      parts.own(phase, Drafts.ddl("replace " + object, statement(change, table)));
    }
    if (phase != Phase.CONTRACT) {
      facts
          .definition()
          .ifPresent(
              old ->
                  parts.own(
                      Phase.ABORT,
                      Drafts.ddl(
                          "make " + object + " again what it was",
                          Statement.unlocked(Sql.verbatim(old)))));
    }
    return parts.sees(phase, object + " is replaced", object + " is replaced").build();
  }

  /** One statement leaves no moment without the object, as two would. */
  private static String sayInstead(ObjectKind kind) {
    return switch (kind) {
      case AGGREGATE, FUNCTION, PROCEDURE, RULE, TRIGGER, VIEW ->
          "Say CREATE OR REPLACE, without a DROP before it, or choose another name.";
      case POLICY -> "Say ALTER POLICY, without a DROP before it, or choose another name.";
      default -> "Choose another name, or drop it in an earlier migration.";
    };
  }

  private static boolean runsWithWrites(ObjectKind kind) {
    return kind == ObjectKind.TRIGGER || kind.hasArguments();
  }

  /**
   * Whether CONTRACT does something else for an earlier statement, which this one may need: then
   * they stay in the order in which they were written.
   */
  private boolean mayNeedEarlier(CreateObject change) {
    return context.changes().stream()
        .takeWhile(earlier -> !earlier.equals(change))
        .anyMatch(
            earlier ->
                earlier instanceof AlterObject
                    || (earlier instanceof AsWritten written
                        && written.phase() == RunPhase.CONTRACT)
                    || (earlier instanceof CreateObject create
                        && !runsWithWrites(create.object().kind())
                        && create.phase().filter(RunPhase.CONTRACT::equals).isPresent()));
  }

  private Statement statement(CreateObject change, Optional<QualifiedName> table) {
    Optional<TableLock> lock = table.map(name -> new TableLock(name, lock(change.object().kind())));
    return new Statement(change.statement().sql(), lock, work(change.object().kind()));
  }

  /** The page of each statement says so, or PostgreSQL does: a test looks at what it takes. */
  private static LockMode lock(ObjectKind kind) {
    return switch (kind) {
      case STATISTICS -> LockMode.SHARE_UPDATE_EXCLUSIVE;
      case TRIGGER -> LockMode.SHARE_ROW_EXCLUSIVE;
      default -> LockMode.ACCESS_EXCLUSIVE;
    };
  }

  private static LockMode dropLock(ObjectKind kind) {
    return kind == ObjectKind.STATISTICS
        ? LockMode.SHARE_UPDATE_EXCLUSIVE
        : LockMode.ACCESS_EXCLUSIVE;
  }

  /** The query of a materialized view runs when it is made. */
  private static Work work(ObjectKind kind) {
    return kind == ObjectKind.MATERIALIZED_VIEW ? Work.UNKNOWN : Work.METADATA;
  }

  private static Draft drop(ObjectName object, Optional<QualifiedName> table) {
    return Drafts.ddl(
        "drop " + object,
        new Statement(
            Sql.of("DROP {} IF EXISTS {}", Sql.verbatim(object.kind().sql()), object).sql(),
            table.map(name -> new TableLock(name, dropLock(object.kind()))),
            Work.METADATA));
  }

  private Optional<QualifiedName> table(CreateObject change) {
    return change.table().flatMap(context.catalog()::relation).map(Relation::name);
  }
}
