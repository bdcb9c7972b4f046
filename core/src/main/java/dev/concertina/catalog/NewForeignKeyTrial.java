package dev.concertina.catalog;

import dev.concertina.catalog.Trial.NewForeignKeyResult;
import dev.concertina.change.Reference;
import dev.concertina.change.TableRef;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import dev.concertina.sql.Sql;
import java.sql.SQLException;
import java.util.List;

/** Adds the foreign key to a copy of the table that points to a copy of the other. */
final class NewForeignKeyTrial
    implements TrialRunner.Kind<Trial.NewForeignKey, NewForeignKeyResult> {

  private final TrialTables tables;
  private final TrialSyntax syntax;
  private final ConstraintNames names;

  NewForeignKeyTrial(TrialTables tables, TrialSyntax syntax, ConstraintNames names) {
    this.tables = tables;
    this.syntax = syntax;
    this.names = names;
  }

  @Override
  public NewForeignKeyResult run(Trial.NewForeignKey trial)
      throws SQLException, RefusedTrialException {
    Reference reference = trial.reference();
    QualifiedName referenced = tables.model(reference.table());
    TrialTable parent = tables.referenced(TableRef.of(referenced));
    TrialTable table = tables.bare(trial.table());
    table.add(trial.columns(), syntax);
    Identifier chosen = table.addConstraint(trial.name(), definition(reference, parent.name()));
    List<Identifier> columns =
        table.read((queries, oid) -> referencedColumns(queries, oid, chosen));
    Identifier name = names.of(tables.model(trial.table()), trial.name(), chosen);
    return new NewForeignKeyResult(name, referenced, columns);
  }

  private static Sql definition(Reference reference, QualifiedName parent) {
    return Sql.of(
        "FOREIGN KEY ({}) REFERENCES {}{} {}",
        Sql.join(", ", reference.columns()),
        parent,
        reference.referencedColumns().isEmpty()
            ? Sql.of("")
            : Sql.of(" ({})", Sql.join(", ", reference.referencedColumns())),
        reference.options());
  }

  private static List<Identifier> referencedColumns(Queries queries, long table, Identifier name)
      throws SQLException {
    return queries.one(
        """
        SELECT (SELECT array_agg(a.attname::text ORDER BY c.place)
                FROM unnest(k.confkey) WITH ORDINALITY AS c (attnum, place)
                JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = c.attnum) AS columns
        FROM pg_constraint k WHERE k.conrelid = ? AND k.conname = ?::text
        """,
        row -> Queries.names(row, "columns"),
        table,
        name.value());
  }
}
