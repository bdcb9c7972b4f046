package dev.concertina.preflight;

import dev.concertina.evidence.DoomedObject;
import dev.concertina.evidence.DoomedObjects;
import dev.concertina.evidence.RenewedLookup;
import dev.concertina.evidence.Takeaway;
import dev.concertina.evidence.closure.Exempt;
import dev.concertina.parser.PostgresParser;
import dev.concertina.session.Jdbc;
import dev.concertina.sql.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * PostgreSQL does not record what the body of a function in PL/pgSQL names ("Dependency Tracking"
 * in its documentation). One that a trigger of the table calls, and that names a column which
 * CONTRACT takes away, fails from then on, and every write of the table with it. The body is
 * searched for the word, so this is told and not refused.
 */
record TriggerFunctionCheck(PostgresParser parser) implements Check {

  @Override
  public List<Finding> find(Subject subject) throws SQLException {
    Takeaway takeaway = DoomedObjects.in(subject.connection(), parser).of(subject.plan());
    Exempt renewed = new RenewedLookup(subject.connection()).of(takeaway);
    List<Finding> found = new ArrayList<>();
    for (DoomedObject doomed : takeaway.doomed()) {
      if (doomed instanceof DoomedObject.Column column
          && !takeaway.renewed().columns().contains(column)) {
        List<String> functions = functions(subject, column, renewed);
        if (!functions.isEmpty()) {
          found.add(finding(column, functions));
        }
      }
    }
    return found;
  }

  private static Finding finding(DoomedObject.Column column, List<String> functions) {
    return Finding.tells(
        "trigger-functions",
        "Triggers of "
            + column.relation()
            + " call functions whose body names "
            + column.column()
            + ", which CONTRACT takes away: "
            + String.join(", ", functions)
            + ". If they mean the column, every write of the table fails from then on.",
        "Let the migration replace them: `-- concertina: phase = contract` before CREATE OR REPLACE"
            + " FUNCTION.");
  }

  private static List<String> functions(Subject subject, DoomedObject.Column column, Exempt renewed)
      throws SQLException {
    return Jdbc.list(
        subject.connection(),
        Sql.of(
            """
            SELECT DISTINCT p.proname::text AS name
              FROM pg_catalog.pg_trigger t
              JOIN pg_catalog.pg_proc p ON p.oid = t.tgfoid
              JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
              JOIN pg_catalog.pg_language l ON l.oid = p.prolang
             WHERE t.tgrelid = pg_catalog.to_regclass(?) AND NOT t.tgisinternal
               AND n.nspname <> ? AND l.lanname <> 'c' AND p.prosrc ~* ?
               AND p.oid <> ALL (?) AND t.oid <> ALL (?)
             ORDER BY 1"""),
        row -> row.getString("name"),
        column.relation().sql(),
        subject.home().value(),
        Words.pattern(column.column()),
        Jdbc.oids(subject.connection(), renewed.routines()),
        Jdbc.oids(subject.connection(), renewed.triggers()));
  }
}
