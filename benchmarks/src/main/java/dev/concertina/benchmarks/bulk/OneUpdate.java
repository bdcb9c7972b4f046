package dev.concertina.benchmarks.bulk;

import dev.concertina.benchmarks.server.Database;
import dev.concertina.benchmarks.server.Queries;
import dev.concertina.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;

/** What a person would write: one statement for all rows, and no trigger anywhere. */
public final class OneUpdate implements Filling {

  @Override
  public String name() {
    return "one UPDATE";
  }

  @Override
  public Cost fill(Database database, Accounts accounts) throws SQLException {
    try (Connection connection = database.connect("one-update");
        Connection meter = database.connect("meter")) {
      Queries.run(connection, Sql.of("ALTER TABLE accounts ADD COLUMN full_name text"));
      Reading before = Reading.before(meter);
      long rows = Queries.run(connection, Sql.of("UPDATE accounts SET full_name = user_name"));
      Reading after = Reading.after(meter);
      return Cost.between(rows, before, after);
    }
  }
}
