package dev.concertina.catalog;

import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import dev.concertina.sql.Sql;
import java.sql.SQLException;

/** Adds a serial column to a copy, which has the name of its model, and looks at its sequence. */
final class NewSequenceTrial implements TrialRunner.Kind<Trial.NewSequence, QualifiedName> {

  private static final String DUPLICATE_TABLE = "42P07";

  private final Queries queries;
  private final TrialTables tables;

  NewSequenceTrial(Queries queries, TrialTables tables) {
    this.queries = queries;
    this.tables = tables;
  }

  @Override
  public QualifiedName run(Trial.NewSequence trial) throws SQLException, RefusedTrialException {
    TrialTable table = tables.bare(trial.table());
    table.execute(Sql.of("ALTER TABLE {} ADD COLUMN {} bigserial", table.name(), trial.column()));
    Identifier name =
        queries.one(
            """
            SELECT c.relname FROM pg_depend d
            JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
            JOIN pg_class c ON c.oid = d.objid AND c.relkind = 'S'
            WHERE d.classid = 'pg_class'::regclass AND d.refclassid = d.classid
              AND a.attrelid = ?::regclass AND a.attname = ?
            """,
            row -> Queries.name(row, "relname"),
            table.name().sql(),
            trial.column().value());
    QualifiedName sequence = tables.model(trial.table()).sibling(name);
    boolean taken =
        queries.one(
            "SELECT to_regclass(?) IS NOT NULL AS taken",
            row -> row.getBoolean("taken"),
            sequence.sql());
    if (taken) {
      throw new RefusedTrialException(
          DUPLICATE_TABLE, "its sequence would be called " + sequence + ", which is taken");
    }
    return sequence;
  }
}
