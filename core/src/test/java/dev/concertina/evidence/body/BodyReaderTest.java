package dev.concertina.evidence.body;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.source.Sources;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which names a body holds, and which not. */
class BodyReaderTest {

  private static final QualifiedName USERS = QualifiedName.of("public", "users");
  private static final Identifier USER_NAME = new Identifier("user_name");

  private final BodyReader reader = new BodyReader(Sources.PARSER);

  @Test
  void every_place_of_a_statement_of_the_language_is_looked_at() {
    assertThat(
            calls(
                """
                #variable_conflict use_column
                <<outer>>
                DECLARE
                  a CONSTANT int NOT NULL := f1();
                  b ALIAS FOR $1;
                  c CURSOR (n int) FOR SELECT f2(n);
                  d numeric(10, 2) DEFAULT f3();
                BEGIN
                  a := f4();
                  x.y[f5()] = f6();
                  IF f7() THEN NULL; ELSIF f8() THEN x := 1; ELSE PERFORM f9(); END IF;
                  CASE f10() WHEN f11(), 2 THEN RETURN f12(); ELSE NULL; END CASE;
                  <<inner>>
                  WHILE f13() LOOP EXIT inner WHEN f14(); CONTINUE WHEN f15(); END LOOP inner;
                  FOR i IN REVERSE f16()..f17() BY f18() LOOP NULL; END LOOP;
                  FOR r IN SELECT f19() LOOP NULL; END LOOP;
                  FOR r IN c(f20()) LOOP NULL; END LOOP;
                  FOREACH i SLICE 1 IN ARRAY f21() LOOP NULL; END LOOP;
                  RETURN NEXT f22();
                  RETURN QUERY SELECT f23();
                  RAISE EXCEPTION '% %', f24(), f25() USING HINT = f26(), ERRCODE := f27();
                  ASSERT f28(), f29();
                  OPEN c(f30());
                  OPEN d NO SCROLL FOR SELECT f31();
                  SELECT f32() INTO STRICT x, r.y FROM t;
                  INSERT INTO t (z) VALUES (f33()) RETURNING z INTO x;
                  CALL f34(f35());
                  GET DIAGNOSTICS n = ROW_COUNT;
                  BEGIN
                    PERFORM CASE WHEN f36() THEN f37() END;
                  EXCEPTION WHEN unique_violation OR SQLSTATE '22012' THEN
                    x := f38();
                  END;
                  COMMIT;
                  RETURN (SELECT z FROM t WHERE z = f39());
                END outer"""))
        .containsAll(IntStream.rangeClosed(1, 39).mapToObj(i -> "f" + i).toList());
  }

  @Test
  void comments_and_messages_are_no_names_and_do_not_build_sql() {
    Body body =
        plpgsql(
            """
            BEGIN
              -- users user_name execute
              RAISE NOTICE 'cannot execute user_name of users';
              RETURN 1;
            END""");
    assertThat(body.names(USERS)).isFalse();
    assertThat(body.names(USERS, USER_NAME, Set.of(USERS))).isFalse();
    assertThat(body.buildsSql()).isFalse();
  }

  @Test
  void a_constant_that_is_executed_is_read_and_anything_else_builds_sql() {
    for (String sql : List.of("'SELECT user_name FROM users WHERE id = $1'", "$q$TABLE users$q$")) {
      Body body = plpgsql("BEGIN EXECUTE " + sql + " INTO n USING 1; END");
      assertThat(body.buildsSql()).isFalse();
      assertThat(body.names(USERS)).isTrue();
    }
    assertThat(plpgsql("BEGIN EXECUTE 'ANALYZE accounts'; END").names(USERS)).isFalse();
    for (String sql :
        List.of(
            "'SELECT ' || 1", "E'SELECT 1'", "'SELECT \\'", "'TABLE '\n'users'", "'EXECUTE x'")) {
      assertThat(plpgsql("BEGIN EXECUTE " + sql + "; END").buildsSql()).as(sql).isTrue();
    }
  }

  @Test
  void a_column_belongs_to_the_tables_of_its_statement_and_a_field_to_any_of_the_body() {
    assertThat(names("BEGIN PERFORM user_name FROM users; END")).isTrue();
    assertThat(names("BEGIN PERFORM user_name FROM accounts; PERFORM id FROM users; END"))
        .isFalse();
    assertThat(names("BEGIN SELECT * INTO r FROM users; RETURN r.user_name; END")).isTrue();
    assertThat(names("BEGIN SELECT * INTO r FROM accounts; RETURN r.user_name; END")).isFalse();
    assertThat(names("BEGIN PERFORM u.user_name FROM public.users u; END")).isTrue();
    assertThat(names("BEGIN PERFORM u.user_name FROM other.users u; END")).isFalse();
    assertThat(names("BEGIN UPDATE users SET user_name = 'x'; END")).isTrue();
    assertThat(names("BEGIN INSERT INTO users (user_name) SELECT 'x'; END")).isTrue();
    assertThat(names("BEGIN PERFORM 1 FROM users JOIN accounts USING (user_name); END")).isTrue();
    assertThat(names("BEGIN PERFORM to_jsonb(u) ->> 'user_name' FROM users u; END")).isTrue();
    assertThat(
            names(
                "BEGIN INSERT INTO users AS u (id) VALUES (1) ON CONFLICT (id) DO UPDATE"
                    + " SET email = excluded.user_name; END"))
        .isTrue();
    assertThat(names("BEGIN WITH u AS (TABLE users) SELECT u.user_name INTO n FROM u; END"))
        .isTrue();
  }

  @Test
  void a_trigger_is_given_rows_of_its_tables() {
    String body = "BEGIN NEW.user_name := lower(OLD.user_name); RETURN NEW; END";
    assertThat(plpgsql(body).names(USERS, USER_NAME, Set.of(USERS))).isTrue();
    assertThat(plpgsql(body).names(USERS, USER_NAME, Set.of())).isFalse();
    assertThat(plpgsql(body).rowOfTrigger()).isFalse();
    assertThat(plpgsql("BEGIN INSERT INTO log SELECT NEW.*; RETURN NEW; END").rowOfTrigger())
        .isTrue();
    assertThat(
            plpgsql("BEGIN IF NEW.* IS DISTINCT FROM OLD.* THEN RETURN NEW; END IF; END")
                .rowOfTrigger())
        .isFalse();
  }

  @Test
  void of_what_the_grammar_refuses_every_word_counts() {
    Body body = plpgsql("BEGIN FROBNICATE users BY user_name USING name_of(1); END");
    assertThat(body.names(USERS, USER_NAME, Set.of())).isTrue();
    assertThat(body.calls()).extracting(call -> call.function().name()).contains("name_of");
    assertThat(plpgsql("BEGIN PERFORM 'no end; END").sight()).isEqualTo(Body.Sight.NOT_WHOLE);
    assertThat(reader.read("sql", "SELECT user_name FROM users WHERE").names(USERS)).isTrue();
  }

  @Test
  void of_another_language_every_word_counts_for_every_table() {
    Body body = reader.read("plperlu", "return $_TD->{new}{user_name} . name_of();");
    assertThat(body.names(USERS, USER_NAME, Set.of())).isTrue();
    assertThat(body.calls()).extracting(call -> call.function().name()).contains("name_of");
    assertThat(body.buildsSql()).isFalse();
    assertThat(reader.read("plperl", "spi_exec_query('SELECT ' . $x)").buildsSql()).isTrue();
    assertThat(reader.read("plpython3u", "plpy.execute(x)").buildsSql()).isTrue();
  }

  @Test
  void a_constant_that_may_end_elsewhere_is_read_as_a_text_too() {
    assertThat(names("BEGIN PERFORM 'a\\'; PERFORM user_name FROM users; --'; END")).isTrue();
  }

  private boolean names(String body) {
    return plpgsql(body).names(USERS, USER_NAME, Set.of());
  }

  private Set<String> calls(String body) {
    return plpgsql(body).calls().stream()
        .map(call -> call.function().name())
        .collect(Collectors.toSet());
  }

  private Body plpgsql(String body) {
    return reader.read("plpgsql", body);
  }
}
