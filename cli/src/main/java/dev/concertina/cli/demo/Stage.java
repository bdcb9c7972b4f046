package dev.concertina.cli.demo;

import dev.concertina.cli.demo.Ledger.Block;
import dev.concertina.cli.demo.scenario.Query;
import dev.concertina.cli.demo.scenario.Scenario;
import dev.concertina.sql.Sql;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyOutputStream;

/** A fresh database with a scenario's rows in it, and the ledger that knows them. */
record Stage(DemoServer server, Scenario scenario, String database, Ledger ledger) {

  private static final int VISITS = 100;
  private static final String NULL = "\\N";

  /** Creates the database and loads the rows; the same seed gives the same rows. */
  static Stage build(DemoServer server, Scenario scenario, String database, DemoOptions options)
      throws SQLException {
    server.createDatabase(database);
    Stage stage = new Stage(server, scenario, database, new Ledger());
    stage.fill(options);
    try (Connection connection = server.administrator(database, "demo")) {
      execute(connection, "CREATE EXTENSION pg_stat_statements");
      execute(connection, scenario.schema());
      for (Scenario.Load load : scenario.loads()) {
        stage.copy(connection, load);
      }
      execute(connection, scenario.indexes());
      execute(
          connection,
          Sql.of("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO app")
              .sql());
      execute(connection, "VACUUM (ANALYZE)");
    }
    return stage;
  }

  /** Runs SQL as a tool would: all statements of the text at once. */
  static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private void fill(DemoOptions options) {
    Random random = new Random(options.seed());
    for (int i = 0; i < options.rows(); i++) {
      long key = ledger.newKey();
      Row row = Row.written(scenario, Side.OLD, scenario.initial(random), random.nextInt(VISITS));
      ledger.blockOf(key).put(key, row);
    }
  }

  private void copy(Connection connection, Scenario.Load load) throws SQLException {
    PGConnection driver = connection.unwrap(PGConnection.class);
    try (PGCopyOutputStream out = new PGCopyOutputStream(driver, load.copy())) {
      StringBuilder line = new StringBuilder();
      for (Block block : ledger.blocks()) {
        for (var entry : block.rows().entrySet()) {
          line.setLength(0);
          for (Query.Parameter column : load.columns()) {
            line.append(line.isEmpty() ? "" : "\t").append(text(column, entry));
          }
          out.write(line.append('\n').toString().getBytes(StandardCharsets.UTF_8));
        }
      }
    } catch (IOException e) {
      throw new SQLException("the rows could not be loaded into " + database, e);
    }
  }

  /** The values of the scenarios have no tabs, line ends or backslashes: they need no escape. */
  private static String text(Query.Parameter column, java.util.Map.Entry<Long, Row> entry) {
    @Nullable Object value =
        switch (column) {
          case ID, LAST -> entry.getKey();
          case VALUE -> entry.getValue().oldSees();
          case VISITS -> entry.getValue().visits();
        };
    return Objects.toString(value, NULL);
  }
}
