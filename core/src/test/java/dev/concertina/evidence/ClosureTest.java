package dev.concertina.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;
import java.util.List;

/** What a statement uses without a word of it in its text. */
class ClosureTest {

  @OnEveryServer
  void views_of_views_use_what_they_read(TestDatabase database) {
    try (database) {
      database.execute(
          Analysis.SCHEMA,
          "CREATE VIEW inner_view AS SELECT id FROM users WHERE user_name <> ''",
          "CREATE VIEW outer_view AS SELECT count(*) AS n FROM inner_view",
          "CREATE VIEW rows_view AS SELECT row_to_json(u) AS r FROM users u",
          "CREATE VIEW other AS SELECT id FROM users");
      Verdict verdict = Analysis.of(database, "SELECT n FROM outer_view");
      assertThat(verdict.need()).isEqualTo(Need.USE);
      assertThat(verdict.uses().get(0).words())
          .isEqualTo("public.users.user_name (through view public.inner_view)");
      assertThat(Analysis.need(database, "SELECT r FROM rows_view")).isEqualTo(Need.USE);
      assertThat(Analysis.need(database, "SELECT id FROM other")).isEqualTo(Need.NOTHING);
    }
  }

  @OnEveryServer
  void triggers_and_rules_of_written_tables_count_and_those_of_read_ones_do_not(
      TestDatabase database) {
    try (database) {
      database.execute(
          Analysis.SCHEMA,
          """
          CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS
          'BEGIN UPDATE users SET user_name = user_name WHERE id = NEW.user_id; RETURN NEW; END'""",
          "CREATE TRIGGER t AFTER INSERT ON orders FOR EACH ROW EXECUTE FUNCTION touch()",
          "CREATE TABLE notes (body text)",
          "CREATE RULE r AS ON INSERT TO notes DO ALSO UPDATE users SET user_name = 'x'");
      Verdict verdict = Analysis.of(database, "INSERT INTO orders (id) VALUES ($1)");
      assertThat(verdict.need()).isEqualTo(Need.USE);
      assertThat(verdict.uses().get(0).manner()).isEqualTo(Use.Manner.MENTION);
      assertThat(Analysis.need(database, "UPDATE orders SET total = $1")).isEqualTo(Need.NOTHING);
      assertThat(Analysis.need(database, "SELECT id FROM orders")).isEqualTo(Need.NOTHING);
      assertThat(Analysis.need(database, "INSERT INTO notes VALUES ($1)")).isEqualTo(Need.USE);
      assertThat(Analysis.need(database, "DELETE FROM notes")).isEqualTo(Need.NOTHING);
    }
  }

  @OnEveryServer
  void an_argument_of_a_trigger_may_name_a_column_for_its_function(TestDatabase database) {
    try (database) {
      database.execute(
          Analysis.SCHEMA,
          "ALTER TABLE users ADD COLUMN tsv tsvector, ADD COLUMN été text",
          "CREATE TRIGGER search BEFORE INSERT OR UPDATE ON users FOR EACH ROW EXECUTE FUNCTION"
              + " tsvector_update_trigger('tsv', 'pg_catalog.english', 'user_name', 'été')");
      Verdict verdict = Analysis.of(database, "UPDATE users SET age = $1");
      assertThat(verdict.need()).isEqualTo(Need.USE);
      assertThat(verdict.words())
          .isEqualTo("uses public.users.user_name (through trigger search of table public.users)");
      assertThat(Analysis.need(database, "DELETE FROM users")).isEqualTo(Need.NOTHING);
      assertThat(Analysis.need(database, "SELECT age FROM users")).isEqualTo(Need.NOTHING);
      DoomedObject summer = Analysis.column("public", "users", "été");
      assertThat(Analysis.of(database, List.of(summer), "UPDATE users SET age = $1").get(0).need())
          .isEqualTo(Need.USE);
      database.execute(
          "CREATE OR REPLACE TRIGGER search BEFORE INSERT OR UPDATE ON users FOR EACH ROW"
              + " EXECUTE FUNCTION tsvector_update_trigger('tsv', 'pg_catalog.english', 'email')");
      assertThat(Analysis.need(database, "UPDATE users SET age = $1")).isEqualTo(Need.NOTHING);
    }
  }

  @OnEveryServer
  void cascades_of_foreign_keys_fire_the_triggers_of_children(TestDatabase database) {
    try (database) {
      database.execute(
          Analysis.SCHEMA,
          "CREATE TABLE items (order_id bigint REFERENCES orders (id) ON DELETE CASCADE)",
          """
          CREATE FUNCTION audit() RETURNS trigger LANGUAGE plpgsql AS
          'BEGIN PERFORM user_name FROM users; RETURN OLD; END'""",
          "CREATE TRIGGER t AFTER DELETE ON items FOR EACH ROW EXECUTE FUNCTION audit()");
      assertThat(Analysis.need(database, "DELETE FROM orders WHERE id = $1")).isEqualTo(Need.USE);
      assertThat(Analysis.need(database, "UPDATE orders SET total = $1")).isEqualTo(Need.NOTHING);
    }
  }

  @OnEveryServer
  void who_writes_a_parent_fires_the_row_triggers_of_its_partitions_and_heirs(
      TestDatabase database) {
    try (database) {
      database.execute(
          Analysis.SCHEMA,
          "CREATE TABLE events (at int, n int) PARTITION BY RANGE (at)",
          "CREATE TABLE recent PARTITION OF events FOR VALUES FROM (0) TO (9) PARTITION BY LIST (n)",
          "CREATE TABLE latest PARTITION OF recent DEFAULT",
          "CREATE TABLE base (n int)",
          "CREATE TABLE heir () INHERITS (base)",
          """
          CREATE FUNCTION audit() RETURNS trigger LANGUAGE plpgsql AS
          'BEGIN PERFORM user_name FROM users; RETURN NEW; END'""",
          "CREATE TRIGGER t BEFORE INSERT ON latest FOR EACH ROW EXECUTE FUNCTION audit()",
          "CREATE TRIGGER s AFTER DELETE ON latest FOR EACH STATEMENT EXECUTE FUNCTION audit()",
          "CREATE TRIGGER t BEFORE UPDATE ON heir FOR EACH ROW EXECUTE FUNCTION audit()");
      assertThat(Analysis.need(database, "INSERT INTO events VALUES ($1, 2)")).isEqualTo(Need.USE);
      assertThat(Analysis.need(database, "UPDATE events SET n = $1")).isEqualTo(Need.USE);
      assertThat(Analysis.need(database, "DELETE FROM events")).isEqualTo(Need.NOTHING);
      assertThat(Analysis.need(database, "DELETE FROM latest")).isEqualTo(Need.USE);
      assertThat(Analysis.need(database, "SELECT n FROM events")).isEqualTo(Need.NOTHING);
      assertThat(Analysis.need(database, "UPDATE base SET n = $1")).isEqualTo(Need.USE);
      assertThat(Analysis.need(database, "DELETE FROM base")).isEqualTo(Need.NOTHING);
    }
  }

  @OnEveryServer
  void expressions_of_a_table_are_followed_into_the_functions_that_they_call(
      TestDatabase database) {
    try (database) {
      database.execute(
          Analysis.SCHEMA,
          """
          CREATE FUNCTION named(u bigint) RETURNS text STABLE LANGUAGE plpgsql AS
          'BEGIN RETURN (SELECT user_name FROM users WHERE id = u); END'""",
          "CREATE TABLE defaulted (id bigint, label text DEFAULT named(1))",
          "CREATE TABLE checked (id bigint CONSTRAINT is_named CHECK (named(id) <> ''))",
          "CREATE DOMAIN known AS bigint CONSTRAINT is_known CHECK (named(VALUE) <> '')",
          "CREATE TABLE typed (id bigint, by_whom known)",
          "CREATE TABLE secured (id bigint)",
          "CREATE POLICY mine ON secured FOR SELECT USING (named(id) = current_user)",
          "CREATE TABLE plain (id bigint CHECK (id > 0), at date DEFAULT now())");
      assertThat(Analysis.of(database, "INSERT INTO defaulted (id) VALUES ($1)").words())
          .contains("function public.named");
      assertThat(Analysis.need(database, "UPDATE defaulted SET id = $1")).isEqualTo(Need.NOTHING);
      assertThat(Analysis.need(database, "UPDATE checked SET id = $1")).isEqualTo(Need.USE);
      assertThat(Analysis.need(database, "DELETE FROM checked")).isEqualTo(Need.NOTHING);
      assertThat(Analysis.need(database, "INSERT INTO typed VALUES ($1, $2)")).isEqualTo(Need.USE);
      assertThat(Analysis.need(database, "SELECT id FROM secured")).isEqualTo(Need.NOTHING);
      database.execute("ALTER TABLE secured ENABLE ROW LEVEL SECURITY");
      assertThat(Analysis.need(database, "SELECT id FROM secured")).isEqualTo(Need.USE);
      assertThat(Analysis.need(database, "INSERT INTO plain VALUES ($1)")).isEqualTo(Need.NOTHING);
    }
  }

  @OnEveryServer
  void functions_are_followed_where_postgresql_resolves_them_and_searched_where_not(
      TestDatabase database) {
    try (database) {
      database.execute(
          Analysis.SCHEMA,
          """
          CREATE FUNCTION resolved() RETURNS text LANGUAGE sql
          BEGIN ATOMIC SELECT user_name FROM users LIMIT 1; END""",
          """
          CREATE FUNCTION other_words() RETURNS bigint LANGUAGE sql
          BEGIN ATOMIC SELECT id AS user_name FROM users LIMIT 1; END""",
          """
          CREATE FUNCTION text_only() RETURNS text LANGUAGE sql AS
          'SELECT user_name FROM users LIMIT 1'""",
          "CREATE FUNCTION calls_it() RETURNS text LANGUAGE sql BEGIN ATOMIC SELECT text_only(); END",
          """
          CREATE FUNCTION builds(c text) RETURNS void LANGUAGE plpgsql AS
          'BEGIN EXECUTE ''UPDATE users SET '' || c; END'""",
          "CREATE OPERATOR ~~~~ (FUNCTION = text_of, LEFTARG = int, RIGHTARG = int)"
              .replace("text_of", "int4pl"));
      assertThat(Analysis.need(database, "SELECT resolved()")).isEqualTo(Need.USE);
      assertThat(Analysis.need(database, "SELECT other_words()")).isEqualTo(Need.NOTHING);
      assertThat(Analysis.need(database, "SELECT text_only()")).isEqualTo(Need.USE);
      assertThat(Analysis.need(database, "SELECT calls_it()")).isEqualTo(Need.USE);
      assertThat(Analysis.need(database, "SELECT 1 ~~~~ 2")).isEqualTo(Need.NOTHING);
      assertThat(Analysis.of(database, "SELECT builds($1)").words())
          .contains("builds when it runs");
      assertThat(Analysis.need(database, "SELECT query_to_xml($1, true, true, '')"))
          .isEqualTo(Need.UNKNOWN);
    }
  }

  @OnEveryServer
  void row_types_carry_all_columns(TestDatabase database) {
    try (database) {
      database.execute(
          Analysis.SCHEMA,
          "CREATE TABLE snapshots (taken users)",
          "CREATE FUNCTION all_users() RETURNS SETOF users LANGUAGE sql AS 'TABLE users'");
      assertThat(Analysis.need(database, "SELECT (taken).email FROM snapshots"))
          .isEqualTo(Need.USE);
      assertThat(Analysis.need(database, "SELECT id FROM all_users()")).isEqualTo(Need.USE);
      assertThat(Analysis.need(database, "SELECT $1::users")).isEqualTo(Need.USE);
      assertThat(Analysis.need(database, "SELECT count(*) FROM snapshots")).isEqualTo(Need.NOTHING);
    }
  }

  @OnEveryServer
  void concertinas_own_sync_is_no_use(TestDatabase database) {
    try (database) {
      database.execute(
          Analysis.SCHEMA,
          "CREATE SCHEMA concertina",
          """
          CREATE FUNCTION concertina.sync() RETURNS trigger LANGUAGE plpgsql AS
          'BEGIN NEW.user_name := NEW.email; RETURN NEW; END'""",
          "CREATE TRIGGER s BEFORE INSERT ON users FOR EACH ROW"
              + " EXECUTE FUNCTION concertina.sync()");
      assertThat(Analysis.need(database, "INSERT INTO users (email) VALUES ($1)"))
          .isEqualTo(Need.NOTHING);
    }
  }

  @OnEveryServer
  void partitions_have_the_column_of_their_parent(TestDatabase database) {
    try (database) {
      database.execute(
          "CREATE TABLE users (id bigint, user_name text) PARTITION BY RANGE (id)",
          "CREATE TABLE users_1 PARTITION OF users FOR VALUES FROM (0) TO (100)");
      assertThat(Analysis.need(database, "SELECT user_name FROM users_1")).isEqualTo(Need.USE);
      assertThat(Analysis.need(database, "SELECT id FROM users_1")).isEqualTo(Need.NOTHING);
    }
  }

  @OnEveryServer
  void aggregates_and_defaults_of_arguments_are_followed(TestDatabase database) {
    try (database) {
      database.execute(
          Analysis.SCHEMA,
          Analysis.NAME_OF,
          """
          CREATE FUNCTION add_name(s text, p bigint) RETURNS text LANGUAGE plpgsql AS
          'BEGIN RETURN s || name_of(p); END'""",
          "CREATE FUNCTION same(s text) RETURNS text LANGUAGE sql AS 'SELECT s || name_of(1)'",
          "CREATE AGGREGATE names (bigint) (SFUNC = add_name, STYPE = text, INITCOND = '')",
          "CREATE AGGREGATE all_of (text) (SFUNC = textcat, STYPE = text, FINALFUNC = same)",
          "CREATE AGGREGATE sum_of (int) (SFUNC = int4pl, STYPE = int, INITCOND = '0')",
          """
          CREATE FUNCTION defaulted(a int, b text DEFAULT name_of(1)) RETURNS text LANGUAGE sql
          AS 'SELECT b'""");
      assertThat(Analysis.need(database, "SELECT names(id) FROM orders")).isEqualTo(Need.USE);
      assertThat(Analysis.need(database, "SELECT all_of(id::text) FROM orders"))
          .isEqualTo(Need.USE);
      assertThat(Analysis.need(database, "SELECT sum_of(id::int) FROM orders"))
          .isEqualTo(Need.NOTHING);
      assertThat(Analysis.need(database, "SELECT defaulted($1)")).isEqualTo(Need.USE);
    }
  }

  @OnEveryServer
  void values_of_domains_are_followed_into_their_checks(TestDatabase database) {
    try (database) {
      database.execute(
          Analysis.SCHEMA,
          Analysis.NAME_OF,
          "CREATE DOMAIN known AS bigint CONSTRAINT is_known CHECK (name_of(VALUE) <> '')",
          "CREATE DOMAIN well_known AS known",
          "CREATE TYPE pair AS (a well_known, b int)",
          "CREATE TABLE typed (id bigint, by_whom well_known)",
          """
          CREATE FUNCTION in_body(p text) RETURNS int LANGUAGE plpgsql AS
          'DECLARE k known; BEGIN k := p; RETURN k; END'""",
          """
          CREATE FUNCTION returned(p bigint) RETURNS known LANGUAGE plpgsql AS
          'BEGIN RETURN p; END'""");
      assertThat(Analysis.need(database, "SELECT $1::bigint::known")).isEqualTo(Need.USE);
      assertThat(Analysis.need(database, "SELECT $1::bigint::well_known")).isEqualTo(Need.USE);
      assertThat(Analysis.need(database, "SELECT $1::known")).isEqualTo(Need.USE);
      assertThat(Analysis.need(database, "SELECT '{1}'::well_known[]")).isEqualTo(Need.USE);
      assertThat(Analysis.need(database, "SELECT '(1,2)'::pair")).isEqualTo(Need.USE);
      assertThat(Analysis.need(database, "INSERT INTO typed VALUES ($1, $2)")).isEqualTo(Need.USE);
      assertThat(Analysis.need(database, "SELECT by_whom FROM typed")).isEqualTo(Need.NOTHING);
      assertThat(Analysis.need(database, "SELECT in_body($1)")).isEqualTo(Need.USE);
      assertThat(Analysis.need(database, "SELECT returned($1)")).isEqualTo(Need.USE);
    }
  }

  @OnEveryServer
  void conditions_operators_and_single_partitions_are_followed(TestDatabase database) {
    try (database) {
      database.execute(
          Analysis.SCHEMA,
          Analysis.NAME_OF,
          """
          CREATE FUNCTION is_same(a bigint, b bigint) RETURNS boolean IMMUTABLE LANGUAGE plpgsql AS
          'BEGIN RETURN name_of(a) = name_of(b); END'""",
          "CREATE OPERATOR === (FUNCTION = is_same, LEFTARG = bigint, RIGHTARG = bigint)",
          "CREATE TABLE compared (a bigint, b bigint, CHECK (a === b))",
          "CREATE FUNCTION idle() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
          "CREATE TABLE watched (id bigint)",
          """
          CREATE TRIGGER t AFTER UPDATE ON watched FOR EACH ROW
          WHEN (name_of(NEW.id) <> '') EXECUTE FUNCTION idle()""",
          "CREATE TABLE parts (id bigint, n int) PARTITION BY LIST (n)",
          "CREATE TABLE part PARTITION OF parts DEFAULT",
          "ALTER TABLE part ADD CHECK (name_of(id) <> '')",
          "CREATE TABLE indexed (id bigint, n int) PARTITION BY LIST (n)",
          "CREATE TABLE index_part PARTITION OF indexed DEFAULT",
          "CREATE INDEX ON index_part (name_of(id))",
          "CREATE TABLE defaulted (id bigint, label text DEFAULT name_of(1))",
          "CREATE TABLE emptied (id bigint)",
          """
          CREATE FUNCTION on_empty() RETURNS trigger LANGUAGE plpgsql AS
          'BEGIN PERFORM name_of(1); RETURN NULL; END'""",
          """
          CREATE TRIGGER t AFTER TRUNCATE ON emptied FOR EACH STATEMENT
          EXECUTE FUNCTION on_empty()""",
          "CREATE FUNCTION empties() RETURNS void LANGUAGE sql AS 'TRUNCATE emptied'");
      assertThat(Analysis.need(database, "INSERT INTO compared VALUES ($1, $2)"))
          .isEqualTo(Need.USE);
      assertThat(Analysis.need(database, "UPDATE watched SET id = $1")).isEqualTo(Need.USE);
      assertThat(Analysis.need(database, "INSERT INTO watched VALUES ($1)"))
          .isEqualTo(Need.NOTHING);
      assertThat(Analysis.need(database, "INSERT INTO parts VALUES ($1, $2)")).isEqualTo(Need.USE);
      assertThat(Analysis.need(database, "SELECT id FROM parts")).isEqualTo(Need.NOTHING);
      assertThat(Analysis.need(database, "INSERT INTO indexed VALUES ($1, $2)"))
          .isEqualTo(Need.USE);
      assertThat(Analysis.need(database, "UPDATE defaulted SET label = DEFAULT"))
          .isEqualTo(Need.USE);
      assertThat(Analysis.need(database, "UPDATE defaulted SET label = $1"))
          .isEqualTo(Need.NOTHING);
      assertThat(Analysis.need(database, "SELECT empties()")).isEqualTo(Need.USE);
      assertThat(Analysis.need(database, "DELETE FROM emptied")).isEqualTo(Need.NOTHING);
    }
  }

  @OnEveryServer
  void every_overload_counts_that_a_parameter_without_a_type_may_mean(TestDatabase database) {
    try (database) {
      database.execute(
          Analysis.SCHEMA,
          "CREATE FUNCTION find_user(p text) RETURNS bigint LANGUAGE sql AS 'SELECT 1::bigint'",
          """
          CREATE FUNCTION find_user(p bigint) RETURNS bigint LANGUAGE sql AS
          $$SELECT id FROM users WHERE id = p AND user_name <> ''$$""",
          "CREATE SCHEMA elsewhere",
          "CREATE FUNCTION find_order(p text) RETURNS bigint LANGUAGE sql AS 'SELECT 1::bigint'",
          """
          CREATE FUNCTION elsewhere.find_order(p bigint) RETURNS bigint LANGUAGE sql AS
          $$SELECT id FROM users WHERE user_name <> ''$$""");
      assertThat(Analysis.need(database, "SELECT find_user($1)")).isEqualTo(Need.USE);
      assertThat(Analysis.need(database, "SELECT id FROM orders WHERE id = find_user($1)"))
          .isEqualTo(Need.USE);
      assertThat(Analysis.need(database, "SELECT find_user(coalesce($1, $2))")).isEqualTo(Need.USE);
      assertThat(Analysis.need(database, "SELECT find_user($1::text)")).isEqualTo(Need.NOTHING);
      assertThat(Analysis.need(database, "SELECT find_user('x'::text)")).isEqualTo(Need.NOTHING);
      assertThat(Analysis.need(database, "SELECT public.find_order($1)")).isEqualTo(Need.NOTHING);
      // Under the path of its role it means nothing of it: the number tells which path it has had.
      assertThat(Analysis.of(database, "SELECT find_order($1)").dependsOnPath()).isTrue();
    }
  }
}
