package dev.concertina.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.plan.Phase;
import dev.concertina.plan.Rehearsal;
import dev.concertina.plan.Step;
import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;

/** Functions and triggers that name what goes, and that the same migration replaces or drops. */
class RenewalStoryTest {

  private static final String USERS =
      """
      CREATE TABLE users (id int PRIMARY KEY, phone text, name text);
      CREATE FUNCTION tidy() RETURNS trigger LANGUAGE plpgsql AS
        $$BEGIN NEW.phone := trim(NEW.phone); NEW.name := trim(NEW.name); RETURN NEW; END$$;
      CREATE TRIGGER tidy BEFORE INSERT OR UPDATE ON users FOR EACH ROW EXECUTE FUNCTION tidy();
      """;

  private static final String REPLACED =
      """
      -- concertina: phase = contract
      CREATE OR REPLACE FUNCTION tidy() RETURNS trigger LANGUAGE plpgsql AS
        $$BEGIN NEW.name := trim(NEW.name); RETURN NEW; END$$;
      """;

  @OnEveryServer
  void a_function_is_replaced_in_the_moment_in_which_the_column_goes(TestDatabase database) {
    writesAfterEachTransaction(
        database, USERS, "ALTER TABLE users DROP COLUMN phone;\n" + REPLACED);
  }

  @OnEveryServer
  void a_trigger_is_dropped_in_that_moment(TestDatabase database) {
    writesAfterEachTransaction(
        database,
        USERS.replace("NEW.name := trim(NEW.name);", ""),
        "ALTER TABLE users DROP COLUMN phone; DROP TRIGGER tidy ON users; DROP FUNCTION tidy();");
  }

  @OnEveryServer
  void a_function_that_wrote_a_dropped_table_is_replaced_in_that_moment(TestDatabase database) {
    String log =
        USERS.replace("NEW.phone := trim(NEW.phone);", "INSERT INTO log VALUES (NEW.name);");
    writesAfterEachTransaction(
        database, "CREATE TABLE log (name text);" + log, REPLACED + "DROP TABLE log;");
  }

  @OnEveryServer
  void a_body_that_postgresql_reads_when_it_is_made_finds_the_final_names(TestDatabase database) {
    Story story =
        Story.given(
            database,
            "CREATE TABLE users (id int PRIMARY KEY, name int);"
                + " CREATE FUNCTION longest() RETURNS int LANGUAGE sql"
                + " AS 'SELECT max(name) FROM users';",
            "-- concertina: down = name::int\n"
                + "ALTER TABLE users ALTER name TYPE text USING name::text;\n"
                + "-- concertina: phase = contract\n"
                + "CREATE OR REPLACE FUNCTION longest() RETURNS int LANGUAGE sql"
                + " AS 'SELECT max(length(name)) FROM users';");
    story.throughout().endsAsTheNaiveSqlDoes();
  }

  @OnEveryServer
  void what_contract_makes_before_a_function_is_there_when_the_function_is(TestDatabase database) {
    Story.given(
            database,
            USERS,
            "ALTER TABLE users DROP COLUMN phone;\n"
                + "-- concertina: phase = contract\n"
                + "CREATE TYPE mood AS ENUM ('sad');\n"
                + "-- concertina: phase = contract\n"
                + "CREATE FUNCTION worst() RETURNS mood LANGUAGE sql AS 'SELECT ''sad''::mood';\n"
                + REPLACED)
        .throughout()
        .endsAsTheNaiveSqlDoes();
  }

  /** A run may be killed between any two transactions. */
  private static void writesAfterEachTransaction(
      TestDatabase database, String schema, String migration) {
    database.execute(schema);
    Rehearsal rehearsal =
        Rehearsal.of(database, migration).run(Phase.EXPAND, Phase.MIGRATE, Phase.SWITCH);
    Application application = new Application(database, "public");
    int writes = 0;
    for (Step step : rehearsal.plan().phase(Phase.CONTRACT).steps()) {
      rehearsal.run(step);
      writes++;
      application.writes("INSERT INTO users (id, name) VALUES (" + writes + ", ' Ann ')");
    }
    application.reads("SELECT count(*), max(trim(name)) FROM users", "(" + writes + ",Ann)");
    assertThat(writes).isGreaterThan(1);
  }
}
