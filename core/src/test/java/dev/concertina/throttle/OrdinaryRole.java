package dev.concertina.throttle;

import dev.concertina.testkit.TestDatabase;
import java.sql.Connection;

/** A role of one test that may log in and nothing else. */
final class OrdinaryRole implements AutoCloseable {

  private final TestDatabase database;
  private final String name;

  OrdinaryRole(TestDatabase database) {
    this.database = database;
    this.name = "ordinary_" + database.name();
    database.execute("CREATE ROLE " + name + " LOGIN");
  }

  String name() {
    return name;
  }

  Connection connection() {
    return database.connection(name);
  }

  @Override
  public void close() {
    database.execute("DROP ROLE " + name);
  }
}
