package dev.concertina.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.sql.Identifier;
import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;
import java.util.List;

class DependentReaderTest {

  @OnEveryServer
  void whatBelongsToTheTableIsNoDependent(TestDatabase database) {
    database.execute(
        "CREATE TABLE t (a serial PRIMARY KEY, b text DEFAULT 'x' NOT NULL CHECK (b <> ''),"
            + " c int GENERATED ALWAYS AS IDENTITY, d int REFERENCES t, UNIQUE (b, c))",
        "CREATE INDEX ON t (lower(b)) WHERE d > 0",
        "CREATE TABLE other (a int REFERENCES t)");

    assertThat(Reading.table(database, "t").dependents()).isEmpty();
  }

  @OnEveryServer
  void viewsRulesAndPoliciesDependOnTheirColumns(TestDatabase database) {
    database.execute(
        "CREATE TABLE t (a int, b int, c int)",
        "CREATE TABLE log (a int)",
        "CREATE VIEW \"V\" AS SELECT a FROM t WHERE b > 0",
        "CREATE MATERIALIZED VIEW m AS SELECT a FROM t",
        "CREATE RULE r AS ON UPDATE TO t WHERE NEW.c > 0 DO ALSO DELETE FROM log",
        "CREATE POLICY p ON t USING (c = 1)");

    assertThat(of(database, "a"))
        .containsExactly("materialized view public.m", "view public.\"V\"");
    assertThat(of(database, "b")).containsExactly("view public.\"V\"");
    assertThat(of(database, "c"))
        .containsExactly("policy p on table public.t", "rule r on table public.t");
  }

  @OnEveryServer
  void generatedColumnsStatisticsAndTriggersDependOnTheirColumns(TestDatabase database) {
    database.execute(
        "CREATE TABLE t (a int, b int, g int GENERATED ALWAYS AS (a + 1) STORED)",
        "CREATE STATISTICS s ON a, b FROM t",
        "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
        "CREATE TRIGGER g BEFORE UPDATE OF b ON t FOR EACH ROW EXECUTE FUNCTION f()",
        "CREATE TRIGGER h BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION f()");

    assertThat(of(database, "a"))
        .containsExactly("generated column g of table public.t", "statistics object public.s");
    assertThat(of(database, "b"))
        .containsExactly("statistics object public.s", "trigger g on table public.t");
  }

  @OnEveryServer
  void functionsAndTypedColumnsDependOnTheTable(TestDatabase database) {
    database.execute(
        "CREATE TABLE t (a int)",
        "CREATE FUNCTION body() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT sum(a) FROM t; END",
        "CREATE FUNCTION whole(t) RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE TABLE other (r t, rs t[])",
        "CREATE TABLE child () INHERITS (t)",
        "CREATE VIEW counting AS SELECT count(*) FROM t");

    assertThat(of(database, "a")).containsExactly("function public.body()");
    assertThat(Reading.table(database, "t").dependents())
        .filteredOn(dependent -> dependent.column().isEmpty())
        .extracting(Dependent::what)
        .containsExactly(
            "column r of table public.other",
            "column rs of table public.other",
            "function public.whole(public.t)",
            "table public.child",
            "view public.counting");
  }

  @OnEveryServer
  void aPublicationDependsOnItsColumnList(TestDatabase database) {
    boolean lists = database.server().major() >= 15;
    database.execute(
        "CREATE TABLE t (a int PRIMARY KEY, b int)",
        "CREATE PUBLICATION p FOR TABLE t" + (lists ? " (a)" : ""));

    assertThat(of(database, "a"))
        .isEqualTo(lists ? List.of("publication of table public.t in publication p") : List.of());
    assertThat(Reading.table(database, "t").published()).isTrue();
  }

  private static List<String> of(TestDatabase database, String column) {
    return Reading.table(database, "t").dependentsOf(new Identifier(column)).stream()
        .map(Dependent::what)
        .toList();
  }
}
