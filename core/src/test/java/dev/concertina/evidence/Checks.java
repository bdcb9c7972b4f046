package dev.concertina.evidence;

import dev.concertina.evidence.check.CheckReport;
import dev.concertina.evidence.check.Checker;
import dev.concertina.evidence.twin.Scratch;
import dev.concertina.plan.Rehearsal;
import dev.concertina.source.Sources;
import dev.concertina.sql.Identifier;
import dev.concertina.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;

/** Plans migrations of a test database and checks statements against them. */
public final class Checks {

  private static final Identifier HOME = new Identifier("concertina");

  private static final Checker CHECKER = new Checker(Sources.PARSER, HOME);

  private Checks() {}

  /** Checks the statements on a twin in a scratch database. */
  public static CheckReport of(TestDatabase database, String migration, String... statements) {
    try (Connection connection = database.connection();
        Scratch scratch = Scratch.make(new SameServer(database))) {
      return CHECKER.check(
          connection,
          scratch.connection(),
          Rehearsal.plan(database, migration),
          Arrays.stream(statements)
              .map(sql -> LiveStatement.written(database.name(), sql))
              .toList());
    } catch (SQLException e) {
      throw new AssertionError("the statements cannot be checked", e);
    }
  }

  /** The scratch database stands beside the test's. */
  private record SameServer(TestDatabase database) implements Scratch.Server {
    @Override
    public Connection maintenance() {
      return database.connection();
    }

    @Override
    public Connection open(Identifier name) throws SQLException {
      return DriverManager.getConnection(
          database.url().replace("/" + database.name(), "/" + name.value()));
    }
  }
}
