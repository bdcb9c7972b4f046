package dev.concertina.plan.phase;

import dev.concertina.plan.LockMode;
import dev.concertina.plan.Phase;
import dev.concertina.plan.RowCheck;
import dev.concertina.plan.Statement;
import dev.concertina.plan.Step;
import dev.concertina.plan.TableLock;
import dev.concertina.plan.Work;
import dev.concertina.plan.recipe.Contribution;
import dev.concertina.plan.recipe.Draft;
import dev.concertina.plan.recipe.Drafts;
import dev.concertina.plan.recipe.Keys;
import dev.concertina.sql.QualifiedName;
import dev.concertina.sql.Sql;
import dev.concertina.sync.SyncRule;
import dev.concertina.version.VersionSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Fills the new shape, proves it, and opens the new version in one transaction. */
record MigratePhase(Assembly assembly) {

  /** As the bounds of the window are parameters of the statement that is shown, so is this. */
  private static final Sql EACH_LEAF = Sql.of("$partition");

  List<Draft> drafts() {
    List<Draft> drafts = new ArrayList<>();
    for (TableWork work : assembly.tables()) {
      if (!work.backfilled().isEmpty()) {
        drafts.add(backfill(work));
      }
      drafts.addAll(work.all(Contribution::indexes));
      List<RowCheck> checks = work.checks(SyncRule::afterBackfill);
      if (!checks.isEmpty()) {
        drafts.add(
            id ->
                new Step.Verify(
                    id,
                    "prove that no row of " + work.table().name() + " differs",
                    work.table().name(),
                    work.table().isPartitioned(),
                    Keys.of(work.table()),
                    checks));
      }
    }
    drafts.addAll(assembly.own(Phase.MIGRATE));
    functions().ifPresent(drafts::add);
    turn().ifPresent(drafts::add);
    return drafts;
  }

  private Draft backfill(TableWork work) {
    List<SyncRule> rules = work.backfilled();
    List<SyncRule.Filled> filled = rules.stream().flatMap(r -> r.filled().stream()).toList();
    Sql pending = Sql.join(" OR ", rules.stream().map(SyncRule::pending).toList());
    QualifiedName table = work.table().name();
    Sql update =
        Sql.of(
            "UPDATE ONLY {} SET {} WHERE ctid >= $1 AND ctid < $2 AND ({})",
            work.table().isPartitioned() ? EACH_LEAF : table,
            Sql.join(
                ", ",
                filled.stream()
                    .map(fill -> Sql.of("{} = {}", fill.column(), fill.value()))
                    .toList()),
            pending);
    List<Step.Assignment> assignments =
        filled.stream()
            .map(fill -> new Step.Assignment(fill.column(), fill.value().sql()))
            .toList();
    return id ->
        new Step.Backfill(
            id,
            "fill the rows of "
                + table
                + (work.table().isPartitioned() ? ", partition by partition," : "")
                + " that were there before",
            table,
            assignments,
            pending.sql(),
            new Statement(
                update.sql(),
                Optional.of(new TableLock(table, LockMode.ROW_EXCLUSIVE)),
                Work.BATCHES));
  }

  private Optional<Draft> functions() {
    List<Sql> functions =
        assembly.tables().stream()
            .flatMap(work -> work.sync().createTwoWayFunctions().stream())
            .toList();
    return functions.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Drafts.ddl("write the two-way sync", List.of(), Assembly.unlocked(functions)));
  }

  private Optional<Draft> turn() {
    List<Statement> statements = new ArrayList<>();
    List<Step.Guard> guards = new ArrayList<>();
    for (TableWork work : assembly.tables()) {
      statements.addAll(Assembly.triggerStatements(work, work.sync().turnTwoWay()));
      guards.addAll(oneWayIntact(work));
    }
    assembly.published().ifPresent(schema -> statements.addAll(publish(schema)));
    if (statements.isEmpty()) {
      return Optional.empty();
    }
    String title =
        assembly
            .published()
            .map(schema -> "let the new application in: sync both ways, publish " + schema.name())
            .orElse("let the new application in: sync both ways");
    return Optional.of(Drafts.ddl(title, guards, statements));
  }

  private List<Statement> publish(VersionSchema schema) {
    List<Sql> statements = new ArrayList<>(schema.create());
    schema
        .views()
        .forEach(view -> statements.addAll(view.create(assembly.context().catalog().server())));
    statements.addAll(schema.showEarlier());
    return Assembly.unlocked(statements);
  }

  private static List<Step.Guard> oneWayIntact(TableWork work) {
    return work
        .sync()
        .oneWayBrokenCount()
        .map(
            sql ->
                new Step.Guard(
                    sql.sql(),
                    "the sync of "
                        + work.table().name()
                        + " is not as it was installed: its"
                        + " trigger was disabled or dropped, or a new user trigger fires after it",
                    "enable it (ALTER TABLE … ENABLE ALWAYS TRIGGER), rename the new trigger, then"
                        + " run `migrate` again"))
        .stream()
        .toList();
  }
}
