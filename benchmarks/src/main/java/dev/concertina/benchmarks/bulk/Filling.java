package dev.concertina.benchmarks.bulk;

import dev.concertina.benchmarks.server.Database;
import java.sql.SQLException;

/** A way to give every row of {@link Accounts} a {@code full_name} that equals its user_name. */
public interface Filling {

  String name();

  /** Fills a table that was just loaded. */
  Cost fill(Database database, Accounts accounts) throws SQLException;
}
