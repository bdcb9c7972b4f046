package dev.concertina.plan.recipe;

import dev.concertina.change.AsWritten;
import dev.concertina.plan.LockMode;
import dev.concertina.plan.Phase;
import dev.concertina.plan.Statement;
import dev.concertina.plan.TableLock;
import dev.concertina.plan.Work;
import dev.concertina.sql.QualifiedName;
import dev.concertina.sql.Sql;
import java.util.List;
import java.util.Optional;

/** A statement that runs as it stands, in the phase that is its own or that the user named. */
final class AsWrittenRecipe {

  private final PlanContext context;

  AsWrittenRecipe(PlanContext context) {
    this.context = context;
  }

  Contribution contribute(AsWritten change) {
    refuseTaken(change);
    Phase phase = Phase.of(change.phase());
    Contribution.Builder parts = Contribution.standalone();
    change.table().map(context.catalog()::placeOf).ifPresent(parts::touches);
    if (phase != Phase.CONTRACT) {
      new NewReferences(context).refuse(change.statement(), change.references(), change.origin());
    }
    change.becomes().map(context.catalog()::placeOf).ifPresent(name -> dropAgain(name, parts));
    return parts
        .own(
            phase,
            Drafts.ddl(
                "run line " + change.origin().line() + " as written",
                parents(change),
                new Statement(
                    change.statement().sql(),
                    Optional.empty(),
                    change.ofNewObjects() ? Work.METADATA : Work.UNKNOWN)))
        .build();
  }

  /** ABORT knows a new table by each of its names, as EXPAND may have come to any of them. */
  private static void dropAgain(QualifiedName name, Contribution.Builder parts) {
    parts.own(
        Phase.ABORT,
        Drafts.ddl(
            "drop " + name + " with its rows",
            Statement.unlocked(Sql.of("DROP TABLE IF EXISTS {}", name))));
  }

  /** What the migration drops or renames has its name until CONTRACT. */
  private void refuseTaken(AsWritten change) {
    change
        .becomes()
        .flatMap(context.catalog()::relation)
        .ifPresent(
            taken -> {
              throw context.refusal(
                  change.origin(),
                  "table-exists",
                  "there is a " + taken.kind().words() + " " + taken.name() + " until CONTRACT.",
                  "Give the new table another name, and this one in a migration of its own, for a later release.");
            });
  }

  /** What a foreign key of a new table locks ("ALTER TABLE", ADD table_constraint). */
  private List<TableLock> parents(AsWritten change) {
    return change.references().stream()
        .flatMap(ref -> context.catalog().relation(ref).stream())
        .map(parent -> new TableLock(parent.name(), LockMode.SHARE_ROW_EXCLUSIVE))
        .toList();
  }
}
