package dev.concertina.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.sql.QualifiedName;
import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Commands that name every relation which they touch are decided like queries. */
class CommandsTest {

  @OnEveryServer
  void a_command_needs_what_it_names(TestDatabase database) {
    database.execute(
        Analysis.SCHEMA,
        "CREATE MATERIALIZED VIEW names AS SELECT user_name FROM users",
        "CREATE MATERIALIZED VIEW ages AS SELECT age FROM users");
    Map<String, Need> needs = new LinkedHashMap<>();
    needs.put("TRUNCATE users, orders RESTART IDENTITY", Need.NOTHING);
    needs.put("TRUNCATE ONLY orders CASCADE", Need.NOTHING);
    needs.put("LOCK TABLE users, public.orders IN SHARE MODE NOWAIT", Need.NOTHING);
    needs.put("ANALYZE users", Need.NOTHING);
    needs.put("ANALYZE users (age), orders (total)", Need.NOTHING);
    needs.put("ANALYZE orders, users (user_name)", Need.USE);
    needs.put("VACUUM", Need.NOTHING);
    needs.put("VACUUM (ANALYZE) users (user_name)", Need.USE);
    needs.put("VACUUM FULL orders", Need.NOTHING);
    needs.put("COPY users TO STDOUT", Need.SHAPE);
    needs.put("COPY users (id, age) TO STDOUT (FORMAT csv)", Need.NOTHING);
    needs.put("COPY users (id, user_name) TO STDOUT", Need.USE);
    needs.put("COPY users FROM STDIN", Need.USE);
    needs.put("COPY users (email, age) FROM STDIN", Need.NOTHING);
    needs.put("COPY users (user_name) FROM STDIN", Need.USE);
    needs.put("COPY orders FROM STDIN (FORMAT binary)", Need.NOTHING);
    needs.put("REFRESH MATERIALIZED VIEW CONCURRENTLY names", Need.USE);
    needs.put("REFRESH MATERIALIZED VIEW ages", Need.NOTHING);
    assertNeeds(database, List.of(Analysis.USER_NAME), needs);
  }

  @OnEveryServer
  void a_command_that_may_touch_more_than_it_names_stays_unknown(TestDatabase database) {
    database.execute(Analysis.SCHEMA);
    Map<String, Need> needs = new LinkedHashMap<>();
    needs.put("TRUNCATE not_there", Need.UNKNOWN);
    needs.put("COPY not_there FROM STDIN", Need.UNKNOWN);
    needs.put("LOCK elsewhere.public.users", Need.UNKNOWN);
    needs.put("COPY orders FROM STDIN WHERE total > 0", Need.UNKNOWN);
    needs.put(
        "COPY orders (id, placed) FROM STDIN (FORMAT csv, FORCE_NULL (placed))", Need.UNKNOWN);
    needs.put("CLUSTER orders", Need.UNKNOWN);
    needs.put("DROP TABLE IF EXISTS rows", Need.UNKNOWN);
    needs.put("CALL something()", Need.UNKNOWN);
    assertNeeds(database, List.of(Analysis.USER_NAME), needs);
  }

  @OnEveryServer
  void a_statement_about_a_temporary_table_that_is_made_is_told_by_its_names(
      TestDatabase database) {
    database.execute(Analysis.SCHEMA, Analysis.NAME_OF);
    Map<String, Need> needs = new LinkedHashMap<>();
    needs.put(
        "CREATE TEMP TABLE picked (id bigint, user_name text NOT NULL) ON COMMIT DROP",
        Need.NOTHING);
    needs.put("CREATE INDEX ON picked (id)", Need.NOTHING);
    needs.put("COPY picked FROM STDIN", Need.NOTHING);
    needs.put("TRUNCATE picked, orders", Need.UNKNOWN);
    needs.put("SELECT * FROM pg_temp.picked", Need.NOTHING);
    needs.put("SELECT p.user_name, u.age FROM picked p JOIN users u USING (id)", Need.NOTHING);
    needs.put("INSERT INTO users (email) SELECT user_name FROM picked", Need.USE);
    needs.put("INSERT INTO users (email) SELECT p.user_name FROM picked p", Need.NOTHING);
    needs.put("SELECT u.user_name FROM picked JOIN users u ON u.id = picked.id", Need.USE);
    needs.put("SELECT name_of(id) FROM picked", Need.USE);
    needs.put("DROP TABLE IF EXISTS picked", Need.NOTHING);
    needs.put("CREATE TEMP TABLE alike (LIKE users)", Need.UNKNOWN);
    needs.put("CREATE TEMP TABLE called (id bigint DEFAULT nextval($1))", Need.UNKNOWN);
    needs.put("CREATE TEMP VIEW seen AS SELECT user_name FROM users", Need.UNKNOWN);
    needs.put("CREATE TEMP TABLE seen (id int)", Need.UNKNOWN);
    needs.put("SELECT * FROM seen", Need.UNKNOWN);
    needs.put("SELECT * FROM picked, not_made", Need.UNKNOWN);
    assertNeeds(database, List.of(Analysis.USER_NAME), needs);
  }

  @OnEveryServer
  void what_a_command_calls_is_followed(TestDatabase database) {
    database.execute(
        Analysis.SCHEMA,
        "CREATE FUNCTION keep() RETURNS trigger LANGUAGE plpgsql AS"
            + " 'BEGIN PERFORM user_name FROM users; RETURN NULL; END'",
        "CREATE TRIGGER keep BEFORE TRUNCATE ON orders EXECUTE FUNCTION keep()",
        "CREATE FUNCTION rank(age int) RETURNS int IMMUTABLE LANGUAGE plpgsql AS"
            + " 'BEGIN RETURN (SELECT count(user_name) FROM users WHERE users.age < rank.age); END'",
        "CREATE TABLE pets (age int, owner text)",
        "CREATE INDEX by_rank ON pets (rank(age))",
        "CREATE TABLE log (id int, kind text) PARTITION BY RANGE (id)",
        "CREATE TABLE log_1 PARTITION OF log FOR VALUES FROM (0) TO (10)",
        "CREATE TRIGGER keep BEFORE TRUNCATE ON log_1 EXECUTE FUNCTION keep()");
    Map<String, Need> needs = new LinkedHashMap<>();
    needs.put("TRUNCATE orders", Need.USE);
    needs.put("TRUNCATE users", Need.NOTHING);
    needs.put("TRUNCATE users CASCADE", Need.USE);
    needs.put("TRUNCATE log", Need.USE);
    needs.put("LOCK orders, pets, log", Need.NOTHING);
    needs.put("ANALYZE pets", Need.USE);
    needs.put("ANALYZE orders", Need.NOTHING);
    needs.put("VACUUM", Need.USE);
    needs.put("COPY pets (owner) FROM STDIN", Need.USE);
    needs.put("COPY pets (owner) TO STDOUT", Need.NOTHING);
    assertNeeds(database, List.of(Analysis.USER_NAME), needs);
    database.execute("ALTER TABLE orders DISABLE TRIGGER keep");
    assertNeeds(
        database, List.of(Analysis.USER_NAME), Map.of("TRUNCATE users CASCADE", Need.NOTHING));
  }

  @OnEveryServer
  void a_procedure_and_a_block_are_read_as_a_body_is(TestDatabase database) {
    database.execute(
        Analysis.SCHEMA,
        "CREATE PROCEDURE greet(p int) LANGUAGE plpgsql AS"
            + " 'BEGIN PERFORM user_name FROM users WHERE id = p; END'",
        "CREATE PROCEDURE tidy(p int, OUT done int) LANGUAGE plpgsql AS"
            + " 'BEGIN DELETE FROM orders WHERE id = p; done := 1; END'",
        "CREATE PROCEDURE build(p text) LANGUAGE plpgsql AS 'BEGIN EXECUTE p; END'");
    Map<String, Need> needs = new LinkedHashMap<>();
    needs.put("CALL greet($1)", Need.USE);
    needs.put("CALL tidy($1, $2)", Need.NOTHING);
    needs.put("CALL public.tidy(5, NULL)", Need.NOTHING);
    needs.put("CALL build($1)", Need.UNKNOWN);
    needs.put("CALL tidy(lower($1)::int, $2)", Need.UNKNOWN);
    needs.put("CALL pg_temp.tidy($1, $2)", Need.UNKNOWN);
    needs.put("DO $$BEGIN PERFORM user_name FROM users; END$$", Need.USE);
    needs.put("DO $$BEGIN PERFORM count(*) FROM users; END$$", Need.NOTHING);
    needs.put("DO LANGUAGE plpgsql 'BEGIN CALL greet(1); END'", Need.USE);
    needs.put("DO 'BEGIN EXECUTE ''SELECT '' || 1; END'", Need.UNKNOWN);
    needs.put("ALTER SYSTEM SET work_mem = '4MB'", Need.NOTHING);
    assertNeeds(database, List.of(Analysis.USER_NAME), needs);
  }

  @OnEveryServer
  void a_relation_that_goes_is_needed_by_whom_names_it(TestDatabase database) {
    database.execute(Analysis.SCHEMA);
    Map<String, Need> needs = new LinkedHashMap<>();
    needs.put("TRUNCATE orders", Need.USE);
    needs.put("LOCK orders", Need.USE);
    needs.put("ANALYZE users, orders", Need.USE);
    needs.put("COPY orders (id) TO STDOUT", Need.USE);
    needs.put("TRUNCATE users CASCADE", Need.NOTHING);
    needs.put("ANALYZE", Need.NOTHING);
    assertNeeds(
        database, List.of(new DoomedObject.Relation(QualifiedName.of("public", "orders"))), needs);
  }

  private static void assertNeeds(
      TestDatabase database, List<DoomedObject> doomed, Map<String, Need> needs) {
    Map<String, Need> found = new LinkedHashMap<>();
    Analysis.of(database, doomed, needs.keySet().toArray(String[]::new))
        .forEach(verdict -> found.put(verdict.statement().text().words(), verdict.need()));
    assertThat(found).isEqualTo(needs);
  }
}
