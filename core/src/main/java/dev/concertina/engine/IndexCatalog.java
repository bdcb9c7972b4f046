package dev.concertina.engine;

import dev.concertina.session.Jdbc;
import dev.concertina.sql.QualifiedName;
import dev.concertina.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** What is there under an index's name. */
final class IndexCatalog {

  /**
   * A relation under the name.
   *
   * @param table the table that it indexes; empty if it is no index
   * @param valid complete, ready and live
   */
  record Found(Optional<QualifiedName> table, boolean valid) {}

  private IndexCatalog() {}

  static Optional<Found> probe(Connection connection, QualifiedName index) throws SQLException {
    return Jdbc.first(
        connection,
        Sql.of(
            """
            SELECT tn.nspname, t.relname,
                   coalesce(i.indisvalid AND i.indisready AND i.indislive, false) AS valid
            FROM pg_catalog.pg_class c
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            LEFT JOIN pg_catalog.pg_index i ON i.indexrelid = c.oid
            LEFT JOIN pg_catalog.pg_class t ON t.oid = i.indrelid
            LEFT JOIN pg_catalog.pg_namespace tn ON tn.oid = t.relnamespace
            WHERE n.nspname = ? AND c.relname = ?"""),
        row ->
            new Found(
                Jdbc.text(row, "relname").isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                        QualifiedName.of(row.getString("nspname"), row.getString("relname"))),
                row.getBoolean("valid")),
        index.schema().value(),
        index.name().value());
  }
}
