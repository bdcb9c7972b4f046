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
  void functions_types_and_sequences_that_go_are_used_by_who_calls_or_casts_to_them() {
    try (TestDatabase database = TestServers.pg(18).database()) {
      database.execute(
          Analysis.SCHEMA,
          "CREATE FUNCTION half(n int) RETURNS int LANGUAGE sql AS 'SELECT n / 2'",
          "CREATE FUNCTION half(n numeric) RETURNS numeric LANGUAGE sql AS 'SELECT n / 2'",
          "CREATE FUNCTION quarter(n int) RETURNS int LANGUAGE plpgsql AS"
              + " 'BEGIN RETURN half(half(n)); END'",
          "CREATE SCHEMA other",
          "CREATE FUNCTION other.half(n int) RETURNS int LANGUAGE sql AS 'SELECT n'",
          "CREATE TYPE mood AS ENUM ('good', 'bad')",
          "CREATE DOMAIN email AS text CHECK (VALUE LIKE '%@%')",
          "CREATE SEQUENCE ticket");
      assertThat(doomed(database, "DROP FUNCTION half(int)"))
          .containsExactly("function public.half");
      assertThat(
              needs(
                  database,
                  takeaway(database, "DROP FUNCTION half(int)"),
                  "SELECT half(1)",
                  "SELECT half(1.5)",
                  "SELECT quarter(8)",
                  "SELECT other.half(1)"))
          .containsExactly(Need.USE, Need.NOTHING, Need.USE, Need.NOTHING);
      assertThat(
              needs(
                  database,
                  takeaway(database, "DROP TYPE mood; DROP DOMAIN email"),
                  "SELECT $1::mood",
                  "SELECT ARRAY[$1]::mood[]",
                  "SELECT id FROM users WHERE email = $1::email",
                  "SELECT email FROM users"))
          .containsExactly(Need.USE, Need.USE, Need.USE, Need.NOTHING);
      assertThat(
              needs(
                  database,
                  takeaway(database, "DROP SEQUENCE ticket"),
                  "SELECT last_value FROM ticket",
                  "SELECT nextval('public.ticket')",
                  "SELECT nextval($1)",
                  "SELECT nextval('users_id_seq')",
                  "INSERT INTO users (user_name) VALUES ($1)"))
          .containsExactly(Need.USE, Need.USE, Need.UNKNOWN, Need.NOTHING, Need.NOTHING);
      String renamed = "-- concertina: phase = contract\nALTER %s RENAME TO other;";
      assertThat(doomed(database, renamed.formatted("FUNCTION half(int)")))
          .containsExactly("function public.half");
      assertThat(doomed(database, renamed.formatted("TYPE mood")))
          .containsExactly("type public.mood");
    }
  }

  @Test
  void an_insert_that_leaves_out_what_must_not_be_null_after_contract_breaks() {
    try (TestDatabase database = TestServers.pg(18).database()) {
      database.execute(
          Analysis.SCHEMA,
          "ALTER TABLE orders ALTER COLUMN placed SET DEFAULT now(), ALTER COLUMN placed SET NOT NULL");
      String[] statements = {
        "INSERT INTO users (user_name) VALUES ($1)",
        "INSERT INTO users (user_name, age) VALUES ($1, $2)",
        "UPDATE users SET user_name = $1",
        "SELECT age FROM users"
      };
      Takeaway required =
          takeaway(
              database, "-- concertina: up = 0\nALTER TABLE users ALTER COLUMN age SET NOT NULL");
      assertThat(needs(database, required, statements))
          .containsExactly(Need.USE, Need.NOTHING, Need.NOTHING, Need.NOTHING);
      assertThat(Analysis.of(database, required, statements).get(0).words())
          .isEqualTo(
              "leaves out public.users.age, which after CONTRACT must not be NULL and has no"
                  + " default");
      assertThat(
              needs(
                  database,
                  takeaway(database, "ALTER TABLE orders ALTER COLUMN placed DROP DEFAULT"),
                  "INSERT INTO orders (id) VALUES ($1)",
                  "INSERT INTO orders (id, placed) VALUES ($1, $2)"))
          .containsExactly(Need.USE, Need.NOTHING);
      assertThat(
              needs(
                  database,
                  takeaway(
                      database,
                      "-- concertina: up = 0\nALTER TABLE users ALTER COLUMN age SET NOT NULL,"
                          + " ALTER COLUMN age SET DEFAULT 0"),
                  statements[0]))
          .containsExactly(Need.NOTHING);
      database.execute(
          "CREATE FUNCTION aged() RETURNS trigger LANGUAGE plpgsql AS"
              + " 'BEGIN NEW.age := coalesce(NEW.age, 0); RETURN NEW; END'",
          "CREATE TRIGGER aged BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION aged()");
      assertThat(needs(database, required, statements[0])).containsExactly(Need.NOTHING);
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
