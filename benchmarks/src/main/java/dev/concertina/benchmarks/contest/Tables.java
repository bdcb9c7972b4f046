package dev.concertina.benchmarks.contest;

import dev.concertina.benchmarks.server.Database;
import dev.concertina.benchmarks.server.Queries;
import dev.concertina.cli.demo.scenario.Query;
import dev.concertina.cli.demo.scenario.Scenario;
import dev.concertina.sql.Sql;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyOutputStream;

/** The tables of a change of the demo, with as many rows as a benchmark wants. */
public final class Tables {

  private static final int VISITS = 100;

  private Tables() {}

  /** Creates and fills them; the same seed gives the same rows. */
  public static void load(Database database, Scenario scenario, long rows, long seed)
      throws SQLException {
    try (Connection connection = database.connect("load")) {
      Queries.run(connection, Sql.verbatim(scenario.schema()));
      for (Scenario.Load load : scenario.loads()) {
        copy(connection, scenario, load, rows, new Random(seed));
      }
      Queries.run(connection, Sql.verbatim(scenario.indexes()));
      Queries.run(connection, Sql.of("VACUUM (ANALYZE)"));
      Queries.run(connection, Sql.of("CHECKPOINT"));
    }
  }

  private static void copy(
      Connection connection, Scenario scenario, Scenario.Load load, long rows, Random random)
      throws SQLException {
    PGConnection driver = connection.unwrap(PGConnection.class);
    try (PGCopyOutputStream out = new PGCopyOutputStream(driver, load.copy())) {
      StringBuilder line = new StringBuilder();
      for (long key = 1; key <= rows; key++) {
        line.setLength(0);
        String value = scenario.initial(random);
        for (Query.Parameter column : load.columns()) {
          line.append(line.isEmpty() ? "" : "\t").append(text(column, key, value));
        }
        out.write(line.append('\n').toString().getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new SQLException("the rows could not be loaded", e);
    }
  }

  /** The values of the scenarios have no tabs, line ends or backslashes: they need no escape. */
  private static String text(Query.Parameter column, long key, @Nullable String value) {
    return switch (column) {
      case ID, LAST -> String.valueOf(key);
      case VALUE -> Objects.requireNonNullElse(value, "\\N");
      case VISITS -> String.valueOf(key % VISITS);
    };
  }
}
