package dev.concertina.plan.recipe;

import dev.concertina.catalog.ForeignKey;
import dev.concertina.catalog.Table;
import dev.concertina.change.DropTable;
import dev.concertina.plan.Statement;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import dev.concertina.sql.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A table in the schema of what is retained. Nobody reaches it there, so nothing keeps it in step.
 *
 * @param whole the table and its partitions
 * @param kept where it is
 */
record RetiredTable(PlanContext context, Table table, List<Table> whole, QualifiedName kept) {

  Retirement retirement() {
    return new Retirement(
        table.name().toString(),
        List.of(),
        List.of(),
        Optional.empty(),
        lookForParents(),
        restore(),
        table.foreignKeys().stream()
            .flatMap(key -> Restored.foreignKey(table, key).stream())
            .toList(),
        List.of(Statement.unlocked(Sql.of("DROP TABLE {}", kept))));
  }

  private List<Draft> lookForParents() {
    return table.foreignKeys().stream()
        .filter(ForeignKey::namesParents)
        .map(
            key ->
                Restored.lookForParents(
                    table,
                    key,
                    kept,
                    new Orphans(context, key.columns(), key.referenced(), key.referencedColumns())
                        .conditionAt(now(key.referenced()))))
        .toList();
  }

  /** A parent that goes with this migration is retained, too, and comes back with it. */
  private QualifiedName now(QualifiedName parent) {
    boolean goesToo =
        context.changes().stream()
            .anyMatch(
                change ->
                    change instanceof DropTable drop
                        && context
                            .catalog()
                            .relation(drop.table())
                            .filter(relation -> relation.name().equals(parent))
                            .isPresent());
    return goesToo ? new QualifiedName(kept.schema(), retired(parent)) : parent;
  }

  private List<Statement> restore() {
    List<Sql> statements = new ArrayList<>();
    for (Table part : whole) {
      QualifiedName home = part.name();
      QualifiedName retained = new QualifiedName(kept.schema(), retired(home));
      statements.add(Sql.of("ALTER TABLE {} RENAME TO {}", retained, home.name()));
      statements.add(
          Sql.of(
              "ALTER TABLE {} SET SCHEMA {}",
              new QualifiedName(kept.schema(), home.name()),
              home.schema()));
    }
    for (Table part : whole) {
      part.indexes().forEach(index -> statements.add(rename(Sql.of("INDEX"), index.name())));
      part.columns().stream()
          .flatMap(column -> column.sequences().stream())
          .forEach(sequence -> statements.add(rename(Sql.of("SEQUENCE"), sequence.name())));
    }
    statements.add(
        Sql.of(
            "COMMENT ON TABLE {} IS {}",
            table.name(),
            table.comment().map(Sql::literal).orElse(Sql.of("NULL"))));
    return statements.stream().map(Statement::unlocked).toList();
  }

  private Sql rename(Sql kind, QualifiedName name) {
    return Sql.of("ALTER {} {} RENAME TO {}", kind, name.sibling(retired(name)), name.name());
  }

  private Identifier retired(QualifiedName name) {
    return name.derived(context.suffix());
  }
}
