package dev.concertina.preflight;

import dev.concertina.session.Jdbc;
import dev.concertina.sql.Sql;
import java.sql.SQLException;
import java.util.List;

/**
 * DDL is not replicated ("Restrictions" of logical replication in PostgreSQL's documentation): a
 * column that a subscriber's table lacks stops the subscription.
 */
final class PublicationCheck implements Check {

  @Override
  public List<Finding> find(Subject subject) throws SQLException {
    return Jdbc.list(
        subject.connection(),
        Sql.of(
            """
            SELECT t.name, string_agg(DISTINCT pt.pubname, ', ') AS publications,
              (SELECT string_agg(s.slot_name, ', ' ORDER BY s.slot_name)
               FROM pg_catalog.pg_replication_slots s
               WHERE s.slot_type = 'logical' AND s.database = pg_catalog.current_database())
                AS slots
            FROM unnest(?::text[]) AS t(name)
            JOIN pg_catalog.pg_class c ON c.oid = pg_catalog.to_regclass(t.name)
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            JOIN pg_catalog.pg_publication_tables pt
              ON pt.schemaname = n.nspname AND pt.tablename = c.relname
            WHERE EXISTS (
              SELECT 1 FROM pg_catalog.pg_replication_slots s
              WHERE s.slot_type = 'logical' AND s.database = pg_catalog.current_database())
            GROUP BY t.name ORDER BY 1\
            """),
        row ->
            Finding.asks(
                "published",
                row.getString("name")
                    + " is published ("
                    + row.getString("publications")
                    + ") and there are subscribers (replication slots: "
                    + row.getString("slots")
                    + "): a new column that a subscriber's table does not have stops its"
                    + " subscription.",
                "Add the new columns that `plan` shows to the subscribers' tables first."),
        subject.tables());
  }
}
