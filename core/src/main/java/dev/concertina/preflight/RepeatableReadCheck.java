package dev.concertina.preflight;

import dev.concertina.session.Jdbc;
import dev.concertina.sql.Sql;
import java.sql.SQLException;
import java.util.List;

/**
 * A writer under REPEATABLE READ fails with a serialization error on a row that a batch has written
 * since its snapshot ("Repeatable Read Isolation Level" in PostgreSQL's documentation). The session
 * that asks has a setting of its own; what it would be without is that of its role, its database or
 * the server.
 */
final class RepeatableReadCheck implements Check {

  @Override
  public List<Finding> find(Subject subject) throws SQLException {
    if (subject.backfills().isEmpty()) {
      return List.of();
    }
    List<String> where =
        Jdbc.list(
            subject.connection(),
            Sql.of(
                """
                WITH named AS (
                  SELECT coalesce('role ' || r.rolname, 'database ' || d.datname) AS place
                  FROM pg_catalog.pg_db_role_setting s
                  LEFT JOIN pg_catalog.pg_roles r ON r.oid = s.setrole
                  LEFT JOIN pg_catalog.pg_database d ON d.oid = s.setdatabase
                  WHERE s.setdatabase IN (0, (SELECT oid FROM pg_catalog.pg_database
                                              WHERE datname = pg_catalog.current_database()))
                    AND EXISTS (SELECT 1 FROM unnest(s.setconfig) AS c(text)
                                WHERE c.text ~ '^default_transaction_isolation=(repeatable|serial)'))
                SELECT place FROM named
                UNION ALL
                SELECT 'the server' FROM pg_catalog.pg_settings
                WHERE name = 'default_transaction_isolation'
                  AND reset_val IN ('repeatable read', 'serializable')
                  AND NOT EXISTS (SELECT 1 FROM named)
                ORDER BY 1\
                """),
            row -> row.getString("place"));
    return where.isEmpty()
        ? List.of()
        : List.of(
            Finding.asks(
                "repeatable-read",
                "Transactions are REPEATABLE READ or SERIALIZABLE by default for "
                    + String.join(", ", where)
                    + ": an UPDATE of a row that the backfill has just written fails with a"
                    + " serialization error (40001).",
                "Let the application repeat such transactions."));
  }
}
