package dev.concertina.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.catalog.Trial.NewColumn;
import dev.concertina.catalog.Trial.NewConstraint;
import dev.concertina.catalog.Trial.NewConstraintResult;
import dev.concertina.catalog.Trial.NewForeignKey;
import dev.concertina.catalog.Trial.NewForeignKeyResult;
import dev.concertina.change.Reference;
import dev.concertina.change.TableRef;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import dev.concertina.sql.Sql;
import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;
import java.util.List;
import java.util.Optional;
import java.util.Set;

class NewConstraintTrialTest {

  private static final TableRef T = TableRef.of("t");

  @OnEveryServer
  void the_name_is_the_one_that_postgres_chooses(TestDatabase database) {
    database.execute("CREATE TABLE t (a int, b int, CONSTRAINT t_a_b_key UNIQUE (b))");

    assertThat(accepted(database, "CHECK (a > 0)").name()).hasToString("t_a_check");
    assertThat(accepted(database, "UNIQUE (a)").name()).hasToString("t_a_key");
    assertThat(accepted(database, "PRIMARY KEY (b)").name()).hasToString("t_pkey");
    assertThat(refused(database, "UNIQUE (a, b)")).contains("t_a_b_key is taken");
  }

  @OnEveryServer
  void every_name_in_it_is_qualified(TestDatabase database) {
    database.execute(
        "CREATE TABLE t (a int)",
        "CREATE FUNCTION good(int) RETURNS bool LANGUAGE sql IMMUTABLE AS 'SELECT true'");

    NewConstraintResult result = accepted(database, "CHECK (good(a)) NO INHERIT");

    assertThat(result.definition().sql()).isEqualTo("CHECK (public.good(a)) NO INHERIT");
    assertThat(result.check().orElseThrow().sql().sql()).isEqualTo("public.good(\"a\")");
    assertThat(result.columns()).containsExactly(new Identifier("a"));
  }

  @OnEveryServer
  void what_postgres_refuses_is_refused_with_its_words(TestDatabase database) {
    database.execute("CREATE TABLE t (a int PRIMARY KEY, b json)");

    assertThat(refused(database, "CHECK (nothing > 0)")).contains("\"nothing\" does not exist");
    assertThat(refused(database, "PRIMARY KEY (a)")).contains("multiple primary keys");
    assertThat(refused(database, "UNIQUE (b)")).contains("no default operator class");
  }

  @OnEveryServer
  void a_rule_over_new_columns_alone_may_hold_for_whoever_leaves_them_out(TestDatabase database) {
    database.execute("CREATE TABLE t (a int)", "CREATE SEQUENCE s");
    NewColumn plain = column("c", Optional.empty());
    NewColumn one = column("c", Optional.of("1"));

    assertThat(holds(database, plain, "UNIQUE (c)")).isTrue();
    assertThat(holds(database, one, "UNIQUE (c)")).isFalse();
    assertThat(holds(database, column("c", Optional.of("nextval('s')")), "UNIQUE (c)")).isFalse();
    assertThat(holds(database, one, "CHECK (c = 1)")).isTrue();
    assertThat(holds(database, one, "CHECK (c = 2)")).isFalse();
    assertThat(holds(database, plain, "CHECK (c IS NOT NULL)")).isFalse();
    assertThat(holds(database, plain, "CHECK (c > a)")).isFalse();
    assertThat(database.query("SELECT is_called FROM s")).containsExactly("f");
  }

  @OnEveryServer
  void a_foreign_key_tells_what_it_points_to(TestDatabase database) {
    database.execute(
        "CREATE SCHEMA s",
        "CREATE TABLE s.t (x int PRIMARY KEY, y text UNIQUE)",
        "CREATE TABLE t (a int, b text)");

    assertThat(foreignKey(database, List.of(), "a"))
        .isEqualTo(
            new Answer.Accepted<>(
                new NewForeignKeyResult(
                    new Identifier("t_a_fkey"),
                    QualifiedName.of("s", "t"),
                    List.of(new Identifier("x")))));
    assertThat(foreignKey(database, List.of(new Identifier("y")), "b").isAccepted()).isTrue();
    assertThat(foreignKey(database, List.of(new Identifier("y")), "a").isAccepted()).isFalse();
  }

  private static Answer<NewForeignKeyResult> foreignKey(
      TestDatabase database, List<Identifier> referenced, String column) {
    return Reading.answer(
        database,
        new NewForeignKey(
            T,
            List.of(),
            Optional.empty(),
            new Reference(
                List.of(new Identifier(column)),
                new TableRef(Optional.of(new Identifier("s")), new Identifier("t")),
                referenced,
                Sql.of("ON DELETE CASCADE"),
                true)));
  }

  private static boolean holds(TestDatabase database, NewColumn column, String definition) {
    NewConstraintResult result =
        answer(database, List.of(column), Optional.empty(), definition)
            .orThrow(IllegalStateException::new);
    assertThat(result.columns()).containsAnyElementsOf(Set.of(column.column()));
    return result.holdsWhereLeftOut();
  }

  private static NewColumn column(String name, Optional<String> value) {
    return new NewColumn(T, new Identifier(name), "int", value);
  }

  private static NewConstraintResult accepted(TestDatabase database, String definition) {
    return answer(database, List.of(), Optional.empty(), definition)
        .orThrow(IllegalStateException::new);
  }

  private static String refused(TestDatabase database, String definition) {
    return ((Answer.Refused<NewConstraintResult>)
            answer(database, List.of(), Optional.empty(), definition))
        .reason();
  }

  private static Answer<NewConstraintResult> answer(
      TestDatabase database,
      List<NewColumn> columns,
      Optional<Identifier> name,
      String definition) {
    return Reading.answer(database, new NewConstraint(T, columns, name, Sql.verbatim(definition)));
  }
}
