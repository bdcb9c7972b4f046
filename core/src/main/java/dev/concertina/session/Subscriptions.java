package dev.concertina.session;

import dev.concertina.sql.QualifiedName;
import dev.concertina.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Subscriptions of this database. Their apply workers write without a client session and without a
 * statement of an application ("Logical Replication" in PostgreSQL's documentation).
 */
public final class Subscriptions {

  private Subscriptions() {}

  /**
   * The names of those that fill the table, or a partition or an heir of it: a publisher may send
   * the rows of partitions by the name of each.
   */
  public static List<String> filling(Connection connection, QualifiedName table)
      throws SQLException {
    return Jdbc.list(
        connection,
        Sql.of(
            """
            WITH RECURSIVE tree (oid) AS (
              SELECT c.oid FROM pg_catalog.pg_class c
              JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
              WHERE n.nspname = ? AND c.relname = ?
              UNION
              SELECT i.inhrelid FROM pg_catalog.pg_inherits i JOIN tree t ON t.oid = i.inhparent)
            SELECT DISTINCT s.subname AS name
            FROM tree JOIN pg_catalog.pg_subscription_rel r ON r.srrelid = tree.oid
            JOIN pg_catalog.pg_subscription s ON s.oid = r.srsubid
            ORDER BY 1"""),
        row -> row.getString("name"),
        table.schema().value(),
        table.name().value());
  }
}
