package dev.concertina.benchmarks;

import dev.concertina.benchmarks.bulk.Accounts;
import dev.concertina.benchmarks.bulk.Cost;
import dev.concertina.benchmarks.bulk.Filling;
import dev.concertina.benchmarks.server.Database;
import dev.concertina.benchmarks.server.Queries;
import dev.concertina.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;

/** One filling of a table that was loaded for it, in a database of its own. */
final class Trial {

  private static final Sql HOT =
      Sql.of(
          """
          SELECT 10000 * n_tup_hot_upd / greatest(1, n_tup_upd)
          FROM pg_stat_user_tables WHERE relname = 'accounts'""");

  private Trial() {}

  static Cost of(Lab lab, Accounts accounts, Filling way) throws SQLException {
    try (Database database = lab.server().database()) {
      try (Connection connection = database.connect("load")) {
        accounts.load(connection);
      }
      Cost cost = way.fill(database, accounts);
      try (Connection connection = database.connect("count")) {
        return cost.withHotShare(Queries.number(connection, HOT) / 100.0);
      }
    }
  }
}
