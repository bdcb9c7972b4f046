package dev.concertina.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.plan.Rehearsal;
import dev.concertina.source.Sources;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import dev.concertina.testkit.TestDatabase;
import dev.concertina.testkit.TestServers;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What CONTRACT takes away, read from the SQL of real plans. */
class DoomedObjectsTest {

  private static final DoomedObjects READER =
      new DoomedObjects(Sources.PARSER, new Identifier("public"));

  @Test
  void a_plan_tells_what_is_gone_after_contract() {
    try (TestDatabase database = TestServers.pg(18).database()) {
      database.execute(Analysis.SCHEMA);
      assertThat(doomed(database, "ALTER TABLE users RENAME COLUMN user_name TO full_name"))
          .containsExactly("public.users.user_name");
      assertThat(doomed(database, "ALTER TABLE users DROP COLUMN age"))
          .containsExactly("public.users.age");
      assertThat(doomed(database, "ALTER TABLE orders RENAME TO purchases"))
          .containsExactly("public.orders");
      assertThat(doomed(database, "DROP TABLE orders")).contains("public.orders");
      assertThat(doomed(database, "ALTER TABLE users DROP CONSTRAINT users_email_key"))
          .containsExactly("constraint users_email_key of public.users");
      assertThat(doomed(database, "ALTER TABLE users ALTER COLUMN age TYPE bigint"))
          .containsExactly("public.users.age");
      assertThat(doomed(database, "ALTER TABLE users ADD COLUMN town text")).isEmpty();
    }
  }

  @Test
  void a_plan_that_fills_each_partition_is_read_as_well() {
    try (TestDatabase database = TestServers.pg(18).database()) {
      database.execute(
          "CREATE TABLE log (id int, kind text) PARTITION BY RANGE (id)",
          "CREATE TABLE log_1 PARTITION OF log FOR VALUES FROM (0) TO (10)");
      assertThat(doomed(database, "ALTER TABLE log RENAME COLUMN kind TO category"))
          .contains("public.log.kind");
    }
  }

  @Test
  void an_upsert_needs_the_constraint_that_it_leans_on() {
    try (TestDatabase database = TestServers.pg(18).database()) {
      database.execute(Analysis.SCHEMA);
      List<DoomedObject> doomed =
          READER
              .of(Rehearsal.plan(database, "ALTER TABLE users DROP CONSTRAINT users_email_key"))
              .doomed();
      List<Verdict> verdicts =
          Analysis.of(
              database,
              doomed,
              "INSERT INTO users (email) VALUES ($1) ON CONFLICT (email) DO NOTHING",
              "INSERT INTO users (email) VALUES ($1)"
                  + " ON CONFLICT ON CONSTRAINT users_email_key DO NOTHING",
              "INSERT INTO users (age) VALUES ($1) ON CONFLICT (id) DO NOTHING",
              "INSERT INTO users (email) VALUES ($1)");
      assertThat(verdicts)
          .extracting(Verdict::need)
          .containsExactly(Need.USE, Need.USE, Need.NOTHING, Need.NOTHING);
    }
  }

  @Test
  void what_reads_the_new_shape_does_not_need_the_old_one_but_a_trigger_behind_it_may() {
    try (TestDatabase database = TestServers.pg(18).database()) {
      database.execute(
          Analysis.SCHEMA,
          "CREATE TABLE log (n bigint)",
          "CREATE FUNCTION count_orders() RETURNS trigger LANGUAGE plpgsql AS"
              + " $$ BEGIN INSERT INTO log SELECT count(*) FROM orders; RETURN NULL; END $$");
      Takeaway takeaway =
          READER.of(Rehearsal.plan(database, "ALTER TABLE orders RENAME TO purchases"));
      assertThat(takeaway.newShape()).containsExactly(QualifiedName.of("public", "purchases"));
      database.execute("CREATE VIEW purchases AS SELECT * FROM orders");
      String read = "SELECT total FROM purchases WHERE id = $1";
      String write = "INSERT INTO purchases (id, total) VALUES ($1, $2)";
      assertThat(needs(database, takeaway, read, write, "SELECT total FROM orders"))
          .containsExactly(Need.NOTHING, Need.NOTHING, Need.USE);

      database.execute(
          "CREATE TRIGGER count_them AFTER INSERT ON orders EXECUTE FUNCTION count_orders()");
      assertThat(needs(database, takeaway, read, write)).containsExactly(Need.NOTHING, Need.USE);
    }
  }

  @Test
  void what_contract_itself_replaces_or_drops_does_not_need_what_goes() {
    try (TestDatabase database = TestServers.pg(18).database()) {
      database.execute(
          Analysis.SCHEMA,
          "CREATE FUNCTION tidy() RETURNS trigger LANGUAGE plpgsql AS"
              + " $$ BEGIN NEW.age := abs(NEW.age); RETURN NEW; END $$",
          "CREATE TRIGGER tidy BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION tidy()",
          "CREATE FUNCTION older(n int) RETURNS bigint LANGUAGE plpgsql AS"
              + " $$ BEGIN RETURN (SELECT count(*) FROM users WHERE age > n); END $$",
          "CREATE FUNCTION older(n text) RETURNS bigint LANGUAGE plpgsql AS"
              + " $$ BEGIN RETURN (SELECT count(*) FROM users WHERE age > n::int); END $$");
      String drop = "ALTER TABLE users DROP COLUMN age;\n";
      String replaced =
          "-- concertina: phase = contract\nCREATE OR REPLACE FUNCTION %s LANGUAGE plpgsql AS"
              + " 'BEGIN RETURN NULL; END';";
      String[] statements = {
        "INSERT INTO users (email) VALUES ($1)", "SELECT older(1)", "SELECT older('1')"
      };
      assertThat(needs(database, takeaway(database, drop), statements))
          .containsExactly(Need.USE, Need.USE, Need.USE);
      assertThat(
              needs(
                  database,
                  takeaway(database, drop + replaced.formatted("tidy() RETURNS trigger")),
                  statements))
          .containsExactly(Need.NOTHING, Need.USE, Need.USE);
      assertThat(
              needs(
                  database,
                  takeaway(
                      database,
                      drop + replaced.formatted("public.older(n integer) RETURNS bigint")),
                  statements))
          .containsExactly(Need.USE, Need.NOTHING, Need.USE);
      assertThat(
              needs(database, takeaway(database, drop + "DROP TRIGGER tidy ON users;"), statements))
          .containsExactly(Need.NOTHING, Need.USE, Need.USE);
    }
  }

  @Test
  void a_function_finds_the_name_that_another_column_of_the_same_table_takes_over() {
    try (TestDatabase database = TestServers.pg(18).database()) {
      database.execute(
          Analysis.SCHEMA,
          "CREATE FUNCTION tidy() RETURNS trigger LANGUAGE plpgsql AS"
              + " $$ BEGIN NEW.age := abs(NEW.age); RETURN NEW; END $$",
          "CREATE TRIGGER tidy BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION tidy()",
          "CREATE TABLE pets (age int)");
      String insert = "INSERT INTO users (email) VALUES ($1)";
      assertThat(
              needs(
                  database,
                  takeaway(database, "ALTER TABLE users ALTER age TYPE smallint"),
                  insert,
                  "SELECT age FROM users"))
          .containsExactly(Need.NOTHING, Need.USE);
      assertThat(
              needs(
                  database,
                  takeaway(
                      database,
                      "ALTER TABLE users DROP COLUMN age; ALTER TABLE pets ALTER age TYPE smallint"),
                  insert))
          .containsExactly(Need.USE);
    }
  }

  private static Takeaway takeaway(TestDatabase database, String migration) {
    return READER.of(Rehearsal.plan(database, migration));
  }

  private static List<Need> needs(TestDatabase database, Takeaway takeaway, String... statements) {
    return Analysis.of(database, takeaway, statements).stream().map(Verdict::need).toList();
  }

  private static List<String> doomed(TestDatabase database, String migration) {
    return READER.of(Rehearsal.plan(database, migration)).doomed().stream()
        .map(DoomedObject::words)
        .toList();
  }
}
