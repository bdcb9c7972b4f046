package dev.concertina.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;
import java.sql.SQLException;
import java.util.List;

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

  @OnEveryServer
  void anOldStatementIsKnownByItsNumberAfterAResetUnderAnotherRoleAndOnItsFirstCall(
      TestDatabase database) throws SQLException {
    AskedGate.of(
        database,
        USERS,
        "ALTER TABLE users ALTER COLUMN name TYPE varchar(50) USING left(name, 50)",
        gate -> {
          String text = "SELECT name FROM users WHERE name <> 'Bo' AND visits > 1 LIMIT 5";
          gate.look(0);
          gate.shop(text, 1);
          gate.shop(NEW, text, 9);
          assertThat(gate.look(10)).singleElement().asString().contains("called once");
          database.execute("SELECT pg_stat_statements_reset()");
          assertThat(gate.look(20)).singleElement().asString().contains("watched without a gap");
          gate.shop(text, 2);
          gate.shop(NEW, text, 9);
          assertThat(gate.look(30)).singleElement().asString().contains("called 2 times");
          assertThat(gate.look(330)).isEmpty();
          database.execute(text);
          assertThat(gate.look(340)).singleElement().asString().contains("by role postgres");
        });
  }

  @OnEveryServer
  void aStatementIsKnownWhicheverDriverHasSentIt(TestDatabase database) throws SQLException {
    AskedGate.of(
        database,
        USERS,
        "ALTER TABLE users ALTER COLUMN name TYPE varchar(50) USING left(name, 50)",
        gate -> {
          gate.look(0);
          gate.shop(
              NEW,
              "PREPARE found (int, varchar, bigint) AS SELECT name FROM users"
                  + " WHERE visits = $1 AND name = $2 AND id = $3 AND visits IN (4, 5, 6)",
              1);
          gate.prepared(NEW, "UPDATE users SET name = ? WHERE id = ? AND visits > 3", "Ann", 1);
          gate.prepared(NEW, "SELECT name FROM users WHERE name LIKE ? LIMIT ?", "A%", 2L);
          assertThat(gate.look(300)).isEmpty();
          gate.prepared("public", "UPDATE users SET name = ? WHERE id = ? AND visits > 3", "B", 1);
          assertThat(gate.look(310)).singleElement().asString().contains("called once");
        });
  }

  @OnEveryServer
  void whereOneNumberIsOfBothShapesHeartbeatsTell(TestDatabase database) throws SQLException {
    AskedGate.of(
        database,
        "CREATE TABLE users (id int PRIMARY KEY, name varchar(200))",
        "ALTER TABLE users ALTER COLUMN name TYPE varchar(50) USING left(name, 50)",
        gate -> {
          gate.look(0);
          gate.shop(NEW, "SELECT name FROM users", 1);
          List<String> shut = gate.look(300);
          if (database.server().major() < 18) {
            assertThat(shut).isEmpty();
            return;
          }
          assertThat(shut).singleElement().asString().contains("counts both under one number");
          database.execute(
              "INSERT INTO concertina.instance (application, name, release, knows, role, expires_at)"
                  + " VALUES ('shop', 'a', '2', '7', 'shop_of_"
                  + database.name()
                  + "', now() + interval '1 minute')");
          assertThat(gate.look(300)).isEmpty();
        });
  }

  @OnEveryServer
  void inPlaceASessionThatLooksElsewhereThanItsRoleIsKnown(TestDatabase database)
      throws SQLException {
    AskedGate.of(
        database,
        USERS
            + ";CREATE SCHEMA tenant; CREATE TABLE tenant.users (id int, town text, name text);"
            + "GRANT USAGE ON SCHEMA tenant TO PUBLIC; GRANT SELECT ON tenant.users TO PUBLIC",
        "ALTER TABLE users RENAME name TO full_name",
        gate -> {
          String role = "shop_of_" + database.name();
          database.execute("ALTER ROLE " + role + " SET search_path = tenant, public");
          gate.look(0);
          gate.shop("tenant", "SELECT name FROM users", 3);
          assertThat(gate.look(300)).isEmpty();
          gate.shop("public", "SELECT name FROM users", 1);
          assertThat(gate.look(310)).singleElement().asString().contains("called once");
        });
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
