package dev.concertina.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;
import java.sql.SQLException;

/**
 * Of each destructive change: the old application keeps the gate shut until the soak time after its
 * last call, and the new one does not, however much it calls; where both send the same text, too.
 */
class BothVersionsTest {

  private static final String USERS =
      "CREATE TABLE users (id int PRIMARY KEY, name varchar(200), visits int)";
  private static final String NEW = "v7, public";

  @OnEveryServer
  void aColumnIsRemoved(TestDatabase database) throws SQLException {
    told(
        database,
        "ALTER TABLE users DROP COLUMN name",
        "SELECT id, name FROM users WHERE id = 1",
        "public",
        "SELECT id FROM users WHERE id = 1");
  }

  @OnEveryServer
  void aTableIsRemoved(TestDatabase database) throws SQLException {
    told(database, "DROP TABLE users", "SELECT visits FROM users", "public", "SELECT 1");
  }

  @OnEveryServer
  void aColumnIsRenamed(TestDatabase database) throws SQLException {
    told(
        database,
        "ALTER TABLE users RENAME name TO full_name",
        "UPDATE users SET name = 'Ann' WHERE id = 1",
        "public",
        "UPDATE users SET full_name = 'Ann' WHERE id = 1");
  }

  @OnEveryServer
  void aTableIsRenamed(TestDatabase database) throws SQLException {
    told(
        database,
        "ALTER TABLE users RENAME TO clients",
        "INSERT INTO users (id, name) VALUES (1, 'Ann') ON CONFLICT DO NOTHING",
        "public",
        "INSERT INTO clients (id, name) VALUES (1, 'Ann') ON CONFLICT DO NOTHING");
  }

  @OnEveryServer
  void aColumnIsShortened(TestDatabase database) throws SQLException {
    told(
        database,
        "ALTER TABLE users ALTER COLUMN name TYPE varchar(50) USING left(name, 50)",
        "SELECT name FROM users WHERE id = 1",
        NEW,
        "SELECT name FROM users WHERE id = 1");
  }

  @OnEveryServer
  void aTypeIsChanged(TestDatabase database) throws SQLException {
    told(
        database,
        """
        -- concertina: down = visits::int
        ALTER TABLE users ALTER COLUMN visits TYPE text USING visits::text""",
        "UPDATE users SET visits = NULL WHERE id = 1",
        NEW,
        "UPDATE users SET visits = NULL WHERE id = 1");
  }

  private static void told(
      TestDatabase database, String migration, String old, String newPath, String young)
      throws SQLException {
    AskedGate.of(
        database,
        USERS,
        migration,
        gate -> {
          gate.shop(old, 3);
          assertThat(gate.look(0)).singleElement().asString().contains("was called 3 times");
          gate.shop(old, 2);
          gate.shop(newPath, young, 5);
          assertThat(gate.look(200)).singleElement().asString().contains("was called 2 times");
          gate.shop(newPath, young, 5);
          assertThat(gate.look(499)).hasSize(1);
          assertThat(gate.look(500)).isEmpty();
        });
  }
}
