package dev.concertina.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;
import java.sql.SQLException;

/**
 * The server counts what a trigger runs at the end of a transaction as if an application had sent
 * it: whose it is decides, and not that PostgreSQL understands it nowhere else.
 */
class StatementsOfFunctionsTest {

  private static final String MOVE =
      """
      changes:
        - move_column: {table: users, column: bio, to: profiles, key: {user_id: id}}
      """;

  private static final String USERS =
      """
      CREATE TABLE users (id int PRIMARY KEY, user_name text, bio text);
      CREATE TABLE profiles (user_id int PRIMARY KEY, theme text);
      CREATE TABLE notes (id int PRIMARY KEY, words text, length int);
      INSERT INTO users VALUES (1, 'Ann', 'one'), (2, 'Bo', 'two');
      INSERT INTO profiles VALUES (1), (2);
      """;

  @OnEveryServer
  void theSyncOfAMovedColumnIsNobodysStatement(TestDatabase database) throws SQLException {
    AskedGate.of(
        database,
        USERS,
        MOVE,
        gate -> {
          assertThat(gate.look(0)).singleElement().asString().contains("watched without a gap");
          gate.shop("UPDATE profiles SET bio = bio || '!' WHERE user_id = 1", 2);
          gate.shop("INSERT INTO profiles (user_id, bio) VALUES (3, 'three')", 1);
          assertThat(counted(database)).isPositive();
          assertThat(gate.look(300)).isEmpty();
          gate.shop("UPDATE users SET bio = 'old' WHERE id = 1", 1);
          assertThat(gate.look(310)).singleElement().asString().contains("UPDATE users SET bio");
        });
  }

  @OnEveryServer
  void aTriggerAtTheEndOfATransactionCountsByWhatItsFunctionUses(TestDatabase database)
      throws SQLException {
    AskedGate.of(
        database,
        USERS
            + """
            CREATE FUNCTION measure() RETURNS trigger LANGUAGE plpgsql AS $$
              BEGIN
                UPDATE notes SET length = char_length(NEW.words) + 1 WHERE id = NEW.id;
                RETURN NULL;
              END $$;
            CREATE CONSTRAINT TRIGGER measured AFTER INSERT ON notes
              DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION measure();
            CREATE FUNCTION greet() RETURNS trigger LANGUAGE plpgsql AS $$
              BEGIN
                PERFORM user_name FROM users WHERE id = OLD.id AND user_name <> 'Bo';
                RETURN NULL;
              END $$;
            CREATE CONSTRAINT TRIGGER greeted AFTER DELETE ON notes
              DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION greet();
            """,
        "ALTER TABLE users RENAME user_name TO full_name",
        gate -> {
          gate.look(0);
          gate.shop("INSERT INTO notes VALUES (1, 'hello')", 1);
          assertThat(gate.look(300)).isEmpty();
          database.execute("DROP FUNCTION measure CASCADE");
          assertThat(gate.look(301))
              .anySatisfy(reason -> assertThat(reason).contains("UPDATE notes SET length"));
          database.execute("SELECT pg_stat_statements_reset()");
          gate.shop("DELETE FROM notes WHERE id = 1", 1);
          assertThat(gate.look(310))
              .anySatisfy(
                  reason ->
                      assertThat(reason)
                          .contains("SELECT user_name FROM users")
                          .contains("(through function public.greet)"));
        });
  }

  private static long counted(TestDatabase database) {
    return Long.parseLong(
        database
            .query(
                "SELECT count(*) FROM pg_stat_statements WHERE query LIKE '%concertina%v7_left%'")
            .get(0));
  }
}
