package dev.concertina.plan.recipe;

import static dev.concertina.plan.recipe.Drafts.alter;

import dev.concertina.catalog.Check;
import dev.concertina.catalog.Column;
import dev.concertina.catalog.ForeignKey;
import dev.concertina.catalog.Index;
import dev.concertina.catalog.Table;
import dev.concertina.change.DropColumn;
import dev.concertina.plan.LockMode;
import dev.concertina.plan.Statement;
import dev.concertina.plan.TableLock;
import dev.concertina.plan.Work;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;
import dev.concertina.sync.SyncRule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A column that stays in its table under another name. What could refuse a row or costs each write
 * goes at once, as it would with the column: constraints and indexes. They are made anew where the
 * column comes back.
 */
record RetiredColumn(PlanContext context, Table table, Column column) {

  /** The name under which it is kept. */
  static Identifier kept(PlanContext context, Identifier column) {
    return column.derived("retired_" + context.suffix());
  }

  Retirement retirement(Optional<SyncRule> inStep) {
    return new Retirement(
        table.name() + "." + column.name(),
        retire(),
        List.of(drop(column.name())),
        inStep,
        lookForParents(),
        restore(),
        rebuild(),
        List.of(purge()));
  }

  /** What does not come back with the column. */
  List<String> losses() {
    List<String> losses = new ArrayList<>();
    for (Index index : indexes()) {
      if (!isRebuilt(index)) {
        losses.add("revert after CONTRACT does not bring " + index.name() + " back");
      }
    }
    return losses;
  }

  private List<Statement> retire() {
    List<Statement> statements = new ArrayList<>();
    for (ForeignKey key : foreignKeys()) {
      statements.add(
          new Statement(
              dropConstraint(key.name()).sql(),
              Optional.of(new TableLock(key.referenced(), LockMode.ACCESS_EXCLUSIVE)),
              Work.METADATA));
    }
    for (Check check : checks()) {
      statements.add(alter(table.name(), dropConstraint(check.name())));
    }
    for (Index index : indexes()) {
      statements.add(
          alter(
              table.name(),
              index
                  .constraint()
                  .map(constraint -> dropConstraint(constraint.name()))
                  .orElseGet(() -> Sql.of("DROP INDEX {}", index.name()))));
    }
    statements.add(rename(column.name(), kept()));
    statements.add(
        alter(
            table.name(),
            new RetirementNote(context.version())
                .on(Sql.of("COLUMN {}", qualified(kept())), "Was " + column.name())));
    return statements;
  }

  private List<Draft> lookForParents() {
    return foreignKeys().stream()
        .filter(ForeignKey::namesParents)
        .map(
            key ->
                Restored.lookForParents(
                    table,
                    key,
                    table.name(),
                    new Orphans(
                            context,
                            key.columns().stream().map(this::now).toList(),
                            key.referenced(),
                            key.referencedColumns())
                        .condition()))
        .toList();
  }

  private Identifier now(Identifier name) {
    return gone().anyMatch(name::equals) ? kept(context, name) : name;
  }

  private List<Statement> restore() {
    return List.of(
        rename(kept(), column.name()),
        alter(
            table.name(),
            Sql.of(
                "COMMENT ON COLUMN {} IS {}",
                qualified(column.name()),
                column.comment().map(Sql::literal).orElse(Sql.of("NULL")))));
  }

  private List<Draft> rebuild() {
    List<Draft> steps = new ArrayList<>();
    for (Index index : indexes()) {
      if (isRebuilt(index)) {
        steps.add(build(index));
        List<Statement> last = finish(index);
        if (!last.isEmpty()) {
          steps.add(Drafts.ddl("give " + index.name().name() + " its place", List.of(), last));
        }
      }
    }
    checks().forEach(check -> steps.addAll(Restored.check(table, check)));
    foreignKeys().forEach(key -> steps.addAll(Restored.foreignKey(table, key)));
    return steps;
  }

  private Draft build(Index index) {
    IndexCopy copy = new IndexCopy(index, table.name(), index.name().name(), name -> name);
    String title = "build " + index.name().name() + " again";
    return table.isPartitioned()
        ? new PartitionedIndex(table, index.name(), index.unique(), copy.definition().sql())
            .build(title)
        : Drafts.buildIndex(title, index.name(), table.name(), copy.create());
  }

  private List<Statement> finish(Index index) {
    Identifier name = index.name().name();
    List<Statement> last = new ArrayList<>();
    index
        .constraint()
        .ifPresent(
            constraint ->
                last.add(
                    alter(
                        table,
                        Sql.of(
                            "ADD CONSTRAINT {} UNIQUE USING INDEX {}{}",
                            constraint.name(),
                            name,
                            constraint.timing()))));
    index
        .constraint()
        .flatMap(
            constraint ->
                constraint
                    .comment()
                    .map(
                        text ->
                            comment(
                                Sql.of("CONSTRAINT {} ON {}", constraint.name(), table.name()),
                                text)))
        .ifPresent(last::add);
    index.comment().ifPresent(text -> last.add(comment(Sql.of("INDEX {}", index.name()), text)));
    index
        .targets()
        .forEach(t -> last.add(alter(table.name(), Sql.of("ALTER INDEX {} {}", index.name(), t))));
    if (index.replicaIdentity()) {
      last.add(alter(table, Sql.of("REPLICA IDENTITY USING INDEX {}", name)));
    }
    if (index.clustered()) {
      last.add(alter(table, Sql.of("CLUSTER ON {}", name)));
    }
    return last;
  }

  private boolean isRebuilt(Index index) {
    return index.valid() && (index.constraint().isEmpty() || isAdoptable(index));
  }

  /**
   * PostgreSQL adopts no index of a partitioned table, and builds no exclusion and no key WITHOUT
   * OVERLAPS concurrently.
   */
  private boolean isAdoptable(Index index) {
    return !table.isPartitioned()
        && index.isBtree()
        && index.constraint().filter(c -> c.kind() == 'u').isPresent();
  }

  private Statement purge() {
    return drop(kept());
  }

  private Statement drop(Identifier name) {
    return alter(table, Sql.of("DROP COLUMN {}", name));
  }

  private Statement rename(Identifier from, Identifier to) {
    return alter(table, Sql.of("RENAME COLUMN {} TO {}", from, to));
  }

  private static Statement comment(Sql subject, String text) {
    return Statement.unlocked(Sql.of("COMMENT ON {} IS {}", subject, Sql.literal(text)));
  }

  private Sql dropConstraint(Identifier name) {
    return Sql.of("ALTER TABLE {} DROP CONSTRAINT {}", table.name(), name);
  }

  private Sql qualified(Identifier name) {
    return Sql.of("{}.{}", table.name(), name);
  }

  private Identifier kept() {
    return kept(context, column.name());
  }

  private List<Index> indexes() {
    return table.indexes().stream().filter(index -> leads(index.columns())).toList();
  }

  private List<Check> checks() {
    return table.checks().stream().filter(check -> leads(check.expression().columns())).toList();
  }

  private List<ForeignKey> foreignKeys() {
    return table.foreignKeys().stream().filter(key -> leads(key.columns())).toList();
  }

  /** What stands on several columns goes, and comes back, once: with the first of them. */
  private boolean leads(Collection<Identifier> columns) {
    return gone().filter(columns::contains).findFirst().equals(Optional.of(column.name()));
  }

  /** The columns that the migration drops of the table. */
  private Stream<Identifier> gone() {
    return context.dropped(table.name()).map(DropColumn::column);
  }
}
