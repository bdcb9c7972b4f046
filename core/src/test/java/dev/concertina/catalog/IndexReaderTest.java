package dev.concertina.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.catalog.Index.IndexConstraint;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;
import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

class IndexReaderTest {

  private static final String HOSTILE = "\"we\"\"ird\"";

  @OnEveryServer
  void theSameIndexCanBeBuiltFromTheParts(TestDatabase database) {
    database.execute(
        "CREATE TABLE t (a text, b int, " + HOSTILE + " text, d jsonb, e int[], \"select\" date)",
        "CREATE FUNCTION norm(text) RETURNS text IMMUTABLE LANGUAGE sql AS 'SELECT lower($1)'",
        "CREATE OPERATOR CLASS backwards FOR TYPE int USING btree AS OPERATOR 1 >,"
            + " OPERATOR 2 >=, OPERATOR 3 =, OPERATOR 4 <=, OPERATOR 5 <,"
            + " FUNCTION 1 btint4cmp(int, int)");
    List<String> definitions = new ArrayList<>(richIndexes());
    if (database.server().major() >= 15) {
      definitions.add("CREATE UNIQUE INDEX i ON t (a, b) NULLS NOT DISTINCT");
    }
    for (String definition : definitions) {
      database.execute(definition);
      Index index = only(database);
      database.execute("DROP INDEX i", rebuilt(index).sql());
      assertThat(database.query("SELECT pg_get_indexdef('i'::regclass)"))
          .as(definition)
          .isEqualTo(inUsersPath(database, definition));
      assertThat(only(database)).isEqualTo(index);
      database.execute("DROP INDEX i");
    }
  }

  private static List<String> richIndexes() {
    return List.of(
        "CREATE INDEX i ON t (a)",
        "CREATE UNIQUE INDEX i ON t (b DESC, a)",
        "CREATE INDEX i ON t (b NULLS FIRST, a DESC NULLS LAST, b DESC)",
        "CREATE INDEX i ON t (a COLLATE \"C\" text_pattern_ops DESC NULLS LAST)",
        "CREATE INDEX i ON t (norm(a), (a || b::text) COLLATE \"POSIX\", lower(a COLLATE \"C\"))",
        "CREATE INDEX i ON t (b backwards, (b + 1) backwards DESC)",
        "CREATE INDEX i ON t (" + HOSTILE + ") INCLUDE (\"select\", b) WITH (fillfactor = 70)",
        "CREATE INDEX i ON t (b) WHERE a IS NOT NULL AND norm(" + HOSTILE + ") <> 'it''s'",
        "CREATE INDEX i ON t USING gin (d jsonb_path_ops) WITH (fastupdate = off)",
        "CREATE INDEX i ON t USING gin ((d -> 'x'), e)",
        "CREATE INDEX i ON t USING brin (b, \"select\" date_minmax_multi_ops"
            + " (values_per_range = 16)) WITH (pages_per_range = 4)",
        "CREATE INDEX i ON t USING hash ((extract(year FROM \"select\")))",
        "CREATE INDEX i ON t ((CASE WHEN b > 0 THEN 'b' ELSE " + HOSTILE + " END))");
  }

  @OnEveryServer
  void theColumnsOfAnIndexAreThoseOfKeysIncludeAndPredicate(TestDatabase database) {
    database.execute(
        "CREATE TABLE t (a text, b int, c int, d int, e int)",
        "CREATE INDEX i ON t (lower(a), b) INCLUDE (c) WHERE d > 0");

    assertThat(only(database).columns())
        .extracting(Identifier::value)
        .containsExactly("a", "b", "c", "d");
    assertThat(only(database).keys().get(1).expression().isPlainColumn()).isTrue();
  }

  @OnEveryServer
  void anIndexKnowsItsConstraint(TestDatabase database) {
    database.execute(
        "CREATE TABLE t (a int CONSTRAINT i PRIMARY KEY)",
        "CREATE TABLE other (a int REFERENCES t)",
        "COMMENT ON INDEX i IS 'key'");

    Index index = only(database);
    assertThat(index.constraint())
        .hasValue(new IndexConstraint(new Identifier("i"), 'p', false, false, Optional.empty()));
    assertThat(index.primary()).isTrue();
    assertThat(index.unique()).isTrue();
    assertThat(index.comment()).hasValue("key");
  }

  @OnEveryServer
  void aDeferrableConstraintIsToldFromAPlainOne(TestDatabase database) {
    database.execute("CREATE TABLE t (a int CONSTRAINT i UNIQUE DEFERRABLE INITIALLY DEFERRED)");

    assertThat(only(database).constraint())
        .hasValue(new IndexConstraint(new Identifier("i"), 'u', true, true, Optional.empty()));
  }

  @OnEveryServer
  void anInvalidIndexIsToldFromAValidOne(TestDatabase database) {
    database.execute(
        "CREATE TABLE t (a int)",
        "CREATE INDEX i ON t (a)",
        "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'i'::regclass");

    assertThat(only(database).valid()).isFalse();
  }

  private static Index only(TestDatabase database) {
    List<Index> indexes = Reading.table(database, "t").indexes();
    assertThat(indexes).hasSize(1);
    return indexes.get(0);
  }

  /** What the server says of the index as the user wrote it, under the search path of users. */
  private static List<String> inUsersPath(TestDatabase database, String definition) {
    database.execute(
        "CREATE SCHEMA twin",
        "CREATE TABLE twin.t (LIKE public.t)",
        definition.replace(" ON t ", " ON twin.t "));
    List<String> said = database.query("SELECT pg_get_indexdef('twin.i'::regclass)");
    database.execute("DROP TABLE twin.t", "DROP SCHEMA twin");
    return said.stream().map(line -> line.replace(" ON twin.t ", " ON public.t ")).toList();
  }

  private static Sql rebuilt(Index index) {
    List<Sql> keys =
        index.keys().stream().map(key -> Sql.of("{} {}", keyText(key), key.ordering())).toList();
    return Sql.of(
        "CREATE {} {} ON public.t USING {} ({}) {} {} {} {}",
        index.unique() ? Sql.of("UNIQUE INDEX") : Sql.of("INDEX"),
        index.name().name(),
        index.method(),
        Sql.join(", ", keys),
        when(!index.include().isEmpty(), Sql.of("INCLUDE ({})", Sql.join(", ", index.include()))),
        when(index.nullsNotDistinct(), Sql.of("NULLS NOT DISTINCT")),
        optional(index.options().map(o -> Sql.of("WITH ({})", Sql.verbatim(o)))),
        optional(index.predicate().map(p -> Sql.of("WHERE {}", p.sql()))));
  }

  private static Sql keyText(Index.Key key) {
    Sql text = key.expression().sql();
    return key.expression().isPlainColumn() ? text : Sql.of("({})", text);
  }

  private static Sql when(boolean wanted, Sql part) {
    return wanted ? part : Sql.of("");
  }

  private static Sql optional(Optional<Sql> part) {
    return part.orElse(Sql.of(""));
  }
}
