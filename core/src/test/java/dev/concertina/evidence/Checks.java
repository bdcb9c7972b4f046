package dev.concertina.evidence;

import dev.concertina.evidence.check.CheckReport;
import dev.concertina.evidence.check.Checker;
import dev.concertina.evidence.twin.Scratch;
import dev.concertina.parser.PostgresParser;
import dev.concertina.plan.Rehearsal;
import dev.concertina.sql.Identifier;
import dev.concertina.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;

/** Plans migrations of a test database and checks statements against them. */
final class Checks {

  static final Identifier HOME = new Identifier("concertina");

  private static final PostgresParser PARSER = new PostgresParser();

  private Checks() {}

  static CheckReport of(TestDatabase database, String migration, String... statements) {
    try (Connection connection = database.connection();
        Scratch scratch =
            Scratch.make(
                connection,
                name ->
                    DriverManager.getConnection(
                        database.url().replace("/" + database.name(), "/" + name.value())))) {
      return new Checker(PARSER, HOME)
          .check(
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
}
