package dev.concertina.catalog;

import dev.concertina.catalog.Trial.NewConstraintResult;
import dev.concertina.parser.PostgresParser;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import dev.concertina.sql.RowExpression;
import dev.concertina.sql.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Adds the constraint to a copy with all its indexes and checks, and reads what it became. */
final class NewConstraintTrial
    implements TrialRunner.Kind<Trial.NewConstraint, NewConstraintResult> {

  /** A row of pg_constraint. */
  private record Found(Sql definition, Set<Identifier> columns, Optional<String> check) {}

  private final TrialTables tables;
  private final TrialSyntax syntax;
  private final ConstraintNames names;
  private final PostgresParser parser;

  NewConstraintTrial(
      TrialTables tables, TrialSyntax syntax, ConstraintNames names, PostgresParser parser) {
    this.tables = tables;
    this.syntax = syntax;
    this.names = names;
    this.parser = parser;
  }

  @Override
  public NewConstraintResult run(Trial.NewConstraint trial)
      throws SQLException, RefusedTrialException {
    TrialTable bare = tables.bare(trial.table());
    bare.add(trial.columns(), syntax);
    Identifier chosen = bare.addConstraint(trial.name(), trial.definition());
    bare.drop();
    TrialTable table = tables.full(trial.table());
    table.add(trial.columns(), syntax);
    // Its indexes have other names than the table's: the name was asked of a copy without them.
    Identifier own = table.addConstraint(Optional.empty(), trial.definition());
    Found found = table.read((queries, oid) -> found(queries, oid, own));
    RowExpressions row = new RowExpressions(parser, table.name(), table.columns());
    Optional<Index> index =
        table.read((queries, oid) -> new IndexReader(queries, parser, row).read(oid)).stream()
            .filter(i -> i.constraint().filter(c -> c.name().equals(own)).isPresent())
            .findFirst();
    Set<Identifier> columns = index.map(Index::columns).orElse(found.columns());
    Optional<RowExpression> check = found.check().map(row::read);
    table.drop();
    Identifier name = names.of(tables.model(trial.table()), trial.name(), chosen);
    return new NewConstraintResult(
        name, found.definition(), columns, check, index, holdsWhereLeftOut(trial, columns));
  }

  private static Found found(Queries queries, long table, Identifier name) throws SQLException {
    return queries.one(
        """
        SELECT pg_get_constraintdef(k.oid) AS definition, pg_get_expr(k.conbin, k.conrelid) AS check,
               (SELECT array_agg(a.attname::text) FROM pg_attribute a
                WHERE a.attrelid = k.conrelid AND a.attnum = ANY (k.conkey)) AS columns
        FROM pg_constraint k WHERE k.conrelid = ? AND k.conname = ?::text
        """,
        NewConstraintTrial::found,
        table,
        name.value());
  }

  private static Found found(ResultSet row) throws SQLException {
    return new Found(
        Sql.verbatim(row.getString("definition")),
        Set.copyOf(Queries.names(row, "columns")),
        Queries.text(row, "check"));
  }

  /**
   * Writes two rows into a table of the new columns alone. A default that PostgreSQL evaluates for
   * each row may be another one each time, so that two rows prove nothing. What is refused here
   * leaves nothing to be done but the rollback.
   */
  private boolean holdsWhereLeftOut(Trial.NewConstraint trial, Set<Identifier> columns)
      throws SQLException, RefusedTrialException {
    List<Trial.NewColumn> own =
        trial.columns().stream().filter(c -> columns.contains(c.column())).toList();
    if (own.size() != columns.size() || own.isEmpty()) {
      return false;
    }
    TrialTable table = tables.empty(trial.table());
    String files = table.files();
    table.add(own, syntax);
    QualifiedName name = table.name();
    Sql row = Sql.of("INSERT INTO {} DEFAULT VALUES", name);
    return table.files().equals(files)
        && table.accepts(Sql.of("ALTER TABLE {} ADD {}", name, trial.definition()))
        && table.accepts(row)
        && table.accepts(row);
  }
}
