package dev.concertina.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.change.Migration;
import dev.concertina.engine.Concertina;
import dev.concertina.engine.ContractOptions;
import dev.concertina.engine.Listener;
import dev.concertina.engine.Settings;
import dev.concertina.journal.State;
import dev.concertina.parser.PostgresParser;
import dev.concertina.source.MigrationText;
import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** No superuser anywhere: a role that deploys, and an application that owns nothing. */
class LeastPrivilegeTest {

  /** What would run with other rights than those of the role that writes. */
  private static final String GAINS_RIGHTS =
      "SELECT proname FROM pg_proc WHERE pronamespace = 'concertina'::regnamespace AND prosecdef";

  @OnEveryServer
  void the_role_of_the_documentation_is_enough_for_every_phase(TestDatabase database)
      throws SQLException {
    String deploys = "deploys_" + database.name();
    String shop = "shop_" + database.name();
    database.execute(
        "CREATE ROLE " + deploys + " LOGIN",
        "CREATE ROLE " + shop + " LOGIN",
        "GRANT CREATE ON DATABASE " + database.name() + " TO " + deploys,
        "GRANT CREATE, USAGE ON SCHEMA public TO " + deploys,
        "CREATE TABLE users (id int PRIMARY KEY, name text, price text)",
        "INSERT INTO users SELECT g, 'u' || g, g::text FROM generate_series(1, 500) g",
        "CREATE INDEX ON users (name)",
        "ALTER TABLE users OWNER TO " + deploys,
        "GRANT SELECT, INSERT, UPDATE, DELETE ON users TO " + shop);
    try {
      for (String sql :
          new String[] {
            "ALTER TABLE users RENAME COLUMN name TO label;",
            "-- concertina: down = price::text\n"
                + "ALTER TABLE users ALTER COLUMN price TYPE int USING price::int;"
          }) {
        throughout(database, deploys, shop, sql);
      }
      assertThat(database.query("SELECT count(*) FROM users WHERE label = 'u' || id"))
          .containsExactly("500");
    } finally {
      database.execute(
          "DROP OWNED BY " + deploys + ", " + shop, "DROP ROLE " + deploys + ", " + shop);
    }
  }

  private static void throughout(TestDatabase database, String deploys, String shop, String sql)
      throws SQLException {
    String name = sql.contains("RENAME") ? "V1__rename.sql" : "V2__retype.sql";
    Migration migration = new MigrationText(new PostgresParser()).of(name, name, sql);
    try (Concertina concertina =
        Concertina.connect(
            application -> database.connection(deploys), Settings.defaults(), new Listener() {})) {
      concertina.expand(migration);
      assertThat(database.query(GAINS_RIGHTS)).isEmpty();
      writes(database, shop);
      concertina.migrate(migration.version());
      assertThat(database.query(GAINS_RIGHTS)).isEmpty();
      writes(database, shop);
      concertina.switchOver(migration.version());
      writes(database, shop);
      assertThat(concertina.contract(migration.version(), ContractOptions.gated()).state())
          .isEqualTo(State.CONTRACTED);
    }
  }

  /** The application knows nothing of Concertina's schema and may not look into it. */
  private static void writes(TestDatabase database, String shop) throws SQLException {
    try (Connection session = database.connection(shop);
        Statement statement = session.createStatement()) {
      statement.execute("INSERT INTO users (id, price) VALUES (9000, '7')");
      statement.execute("UPDATE users SET price = '8' WHERE id = 9000");
      statement.execute("DELETE FROM users WHERE id = 9000");
    }
  }
}
