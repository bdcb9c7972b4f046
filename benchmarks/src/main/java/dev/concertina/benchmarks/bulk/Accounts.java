package dev.concertina.benchmarks.bulk;

import dev.concertina.benchmarks.server.Queries;
import dev.concertina.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * The table that is filled: full pages, about 160 bytes a row, a bigint key and indexes on columns
 * that no contestant writes. Autovacuum stays away from it, because when it comes is chance.
 *
 * @param moreIndexes beside the key and one on a text column, at most 3
 */
public record Accounts(long rows, int moreIndexes) {

  private static final Sql TABLE =
      Sql.of(
          """
          CREATE TABLE accounts (
            id bigint NOT NULL,
            user_name text NOT NULL,
            email text NOT NULL,
            visits integer NOT NULL,
            pad text NOT NULL,
            created timestamptz NOT NULL
          ) WITH (fillfactor = 100, autovacuum_enabled = off)""");

  private static final List<Sql> MORE_INDEXES =
      List.of(
          Sql.of("CREATE INDEX accounts_created_id ON accounts (created, id)"),
          Sql.of("CREATE INDEX accounts_lower_email ON accounts (lower(email))"),
          Sql.of("CREATE INDEX accounts_visits_created ON accounts (visits, created)"));

  /** Creates and fills it; the same rows in the same places each time. */
  public void load(Connection connection) throws SQLException {
    Queries.run(connection, TABLE);
    insert(connection, 1, rows);
    Queries.run(connection, Sql.of("ALTER TABLE accounts ADD PRIMARY KEY (id)"));
    Queries.run(connection, Sql.of("CREATE INDEX accounts_email ON accounts (email)"));
    for (Sql index : MORE_INDEXES.subList(0, moreIndexes)) {
      Queries.run(connection, index);
    }
    settle(connection);
  }

  /** New rows with the keys from {@code first} to {@code last}. */
  public static void insert(Connection connection, long first, long last) throws SQLException {
    Queries.run(
        connection,
        Sql.of(
            """
            INSERT INTO accounts (id, user_name, email, visits, pad, created)
            SELECT g, 'user number ' || g, 'user' || g || '@example.org', g % 100,
                   md5(g::text) || md5((-g)::text),
                   timestamptz '2026-01-01 00:00:00+00' + g * interval '1 second'
            FROM generate_series({}, {}) g""",
            Sql.number(first), Sql.number(last)));
  }

  /** Every round begins with known statistics, hints set, and a checkpoint just done. */
  public static void settle(Connection connection) throws SQLException {
    Queries.run(connection, Sql.of("VACUUM (ANALYZE) accounts"));
    Queries.run(connection, Sql.of("CHECKPOINT"));
  }

  public String indexes() {
    return moreIndexes == 0 ? "key + 1 index" : "key + " + (1 + moreIndexes) + " indexes";
  }
}
