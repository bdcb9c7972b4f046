package dev.concertina.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.concertina.evidence.check.CheckReport;
import dev.concertina.evidence.check.Effect;
import dev.concertina.evidence.check.Impact;
import dev.concertina.plan.Phase;
import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;
import java.util.List;

/** What a migration would do to statements, phase by phase. */
class CheckerTest {

  @OnEveryServer
  void an_old_name_breaks_at_contract_and_a_star_changes_at_expand(TestDatabase database) {
    try (database) {
      database.execute(Analysis.SCHEMA);
      CheckReport report =
          Checks.of(
              database,
              "ALTER TABLE users RENAME COLUMN user_name TO full_name",
              "SELECT user_name FROM users WHERE id = $1",
              "SELECT * FROM users WHERE id = $1",
              "SELECT id FROM users WHERE email = $1");
      assertThat(report.missing()).isEmpty();
      assertThat(report.impacts())
          .extracting(i -> i.statement().text().words(), Impact::phase, Impact::effect)
          .contains(
              tuple("SELECT user_name FROM users WHERE id = $1", Phase.CONTRACT, Effect.BREAKS),
              tuple("SELECT * FROM users WHERE id = $1", Phase.EXPAND, Effect.CHANGES))
          .noneMatch(tuple -> tuple.toList().get(0).toString().startsWith("SELECT id"));
      assertThat(report.isSafeInWindow()).isFalse();
      assertThat(database.query("SELECT count(*) FROM pg_database WHERE datname ~ '_check_'"))
          .isEqualTo(List.of("0"));
    }
  }

  @OnEveryServer
  void a_command_is_tried_by_what_it_names(TestDatabase database) {
    try (database) {
      database.execute(Analysis.SCHEMA);
      CheckReport report =
          Checks.of(
              database,
              "ALTER TABLE users RENAME COLUMN user_name TO full_name",
              "COPY users (id, user_name) TO STDOUT",
              "COPY users (id, age) TO STDOUT",
              "COPY users FROM STDIN",
              "TRUNCATE orders, users");
      assertThat(report.impacts())
          .extracting(i -> i.statement().text().words(), Impact::phase, Impact::effect)
          .containsExactlyInAnyOrder(
              tuple("COPY users FROM STDIN", Phase.EXPAND, Effect.UNKNOWN),
              tuple("COPY users (id, user_name) TO STDOUT", Phase.CONTRACT, Effect.BREAKS));
    }
  }

  @OnEveryServer
  void a_function_is_judged_by_the_text_that_the_migration_gives_it(TestDatabase database) {
    try (database) {
      database.execute(
          Analysis.SCHEMA,
          "CREATE FUNCTION tidy() RETURNS trigger LANGUAGE plpgsql AS"
              + " $$ BEGIN NEW.age := abs(NEW.age); RETURN NEW; END $$",
          "CREATE TRIGGER tidy BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION tidy()");
      String drop = "ALTER TABLE users DROP COLUMN age;\n";
      String insert = "INSERT INTO users (user_name) VALUES ($1)";
      assertThat(Checks.of(database, drop, insert).impacts())
          .extracting(Impact::phase, Impact::effect)
          .containsExactly(tuple(Phase.CONTRACT, Effect.BREAKS));
      assertThat(
              Checks.of(
                      database,
                      drop
                          + "-- concertina: phase = contract\n"
                          + "CREATE OR REPLACE FUNCTION tidy() RETURNS trigger LANGUAGE plpgsql AS"
                          + " 'BEGIN RETURN NEW; END';",
                      insert)
                  .impacts())
          .isEmpty();
    }
  }

  /** Types of parameters are tried one after the other; most refusals speak of a wrong guess. */
  @OnEveryServer
  void the_reason_is_what_the_migration_does(TestDatabase database) {
    try (database) {
      database.execute(Analysis.SCHEMA);
      CheckReport report =
          Checks.of(
              database,
              "-- concertina: down = user_name::text\n"
                  + "ALTER TABLE users ALTER user_name TYPE int USING length(user_name)",
              "INSERT INTO users (user_name) SELECT 'n' || g FROM generate_series($1, $2) g");
      assertThat(report.impacts())
          .extracting(Impact::effect, Impact::reason)
          .contains(
              tuple(
                  Effect.BREAKS,
                  "column \"user_name\" is of type integer but expression is of type text."));
    }
  }
}
