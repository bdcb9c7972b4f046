package dev.concertina.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;

/**
 * What was stored is what arrives, bit for bit, whether or not its type knows equality: values go
 * through the backfill, through the trigger of old writers, and through that of new ones.
 */
class ExactnessStoryTest {

  /** A column and values that {@code =} would confuse, lose or not compare at all. */
  private record Kind(String type, List<String> values) {

    static Kind of(String type, String... values) {
      return new Kind(type, List.of(values));
    }
  }

  private static final List<Kind> EVERYWHERE =
      List.of(
          Kind.of("json", "'{\"a\":1,  \"a\":2}'", "'{\"a\":1,\"a\":2}'"),
          Kind.of("jsonb", "'{\"a\":1.0}'", "'{\"a\":1.00}'"),
          Kind.of("point", "'(1,2)'", "'(1.0000000001,2)'", "'(-0,0)'"),
          Kind.of("box", "'(1,1),(0,0)'", "'(2,0.5),(0,0)'"),
          Kind.of("float8", "'-0'", "0", "'NaN'", "'Infinity'", "0.1::float8 + 0.2"),
          Kind.of("float4", "'-0'::float4", "0::float4", "16777217"),
          Kind.of("numeric", "1.0", "1.000", "'NaN'", "1e-20", "100"),
          Kind.of("numeric(12,4)", "1.0", "0"),
          Kind.of("interval", "'1 mon'", "'30 days'", "'720:00'", "'1 day'", "'24:00'"),
          Kind.of("bytea", "'\\x00ff'", "''", "'\\x00'"),
          Kind.of("int[]", "'[2:3]={1,2}'", "'{1,2}'", "'{}'", "'[0:0][1:2]={{1,2}}'", "'{NULL}'"),
          Kind.of("text[]", "'{\"NULL\",NULL}'", "'{\"\"}'"),
          Kind.of("pair", "ROW(1, 'a')", "ROW(NULL, NULL)", "ROW(1, NULL)"),
          Kind.of("int4range", "'[1,5)'", "'empty'", "'(,)'"),
          Kind.of("numrange", "'[1.0,2)'", "'[1.00,2)'", "'[1.0,2]'"),
          Kind.of("char(6)", "'ab'", "'ab  '", "'      '"),
          Kind.of("varchar(6)", "'ab'", "'ab  '", "''"),
          Kind.of("timestamptz", "'infinity'", "'-infinity'", "'2026-03-29 02:30:00.000001+01'"),
          Kind.of("timetz", "'10:00+02'", "'08:00+00'", "'24:00+00'"),
          Kind.of("date", "'infinity'", "'0044-03-15 BC'"),
          Kind.of("tsvector", "'fat:2,4 cat:3A'", "'fat cat'"),
          Kind.of("tsquery", "'fat & !rat'", "'!!rat'"),
          Kind.of("inet", "'10.1.2.3/8'", "'10.1.2.3'"),
          Kind.of("bit varying", "B''", "B'0'", "B'00'"),
          Kind.of("money", "'12.34'"),
          Kind.of("oid", "4294967295"),
          Kind.of("uuid", "'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'"),
          Kind.of("text", "repeat('long ', 500000)", "repeat(md5('x'), 40)", "''", "'é'", "'é'"));

  @OnEveryServer
  void what_was_stored_is_what_arrives(TestDatabase database) {
    List<Kind> kinds = new ArrayList<>(EVERYWHERE);
    kinds.addAll(optional(database));
    System.out.println(database + ": " + kinds.size() + " types");
    String names = columns(kinds, i -> "c" + i);
    String fresh = columns(kinds, i -> "n" + i);
    Story story = Story.given(database, schema(kinds), renames(kinds)).expand();

    story
        .oldApplication()
        .writes("INSERT INTO x (id, " + names + ") SELECT id + 100, " + names + " FROM original");
    story.migrate();
    assertThat(story.agrees()).isTrue();
    same(database, kinds, "c");
    same(database, kinds, "n");

    story
        .newApplication()
        .writes("INSERT INTO x (id, " + fresh + ") SELECT id + 200, " + names + " FROM original")
        .writes("INSERT INTO x (id, n0) SELECT id + 300, NULL FROM original")
        .writes(
            "UPDATE x SET ("
                + fresh
                + ") = (SELECT "
                + names
                + " FROM original o WHERE o.id = x.id - 300) WHERE id >= 300");
    story.oldApplication().writes("UPDATE x SET other = 1");
    same(database, kinds, "c");
    same(database, kinds, "n");

    story.switchOver();
    story
        .oldApplication()
        .writes("INSERT INTO x (id, c0) SELECT id + 400, NULL FROM original")
        .writes(
            "UPDATE x SET ("
                + names
                + ") = (SELECT "
                + names
                + " FROM original o WHERE o.id = x.id - 400) WHERE id >= 400");
    same(database, kinds, "n");
    story.revert().switchOver().contract();
    same(database, kinds, "n");
  }

  @OnEveryServer
  void a_value_that_only_equality_calls_the_same_reaches_the_other_side(TestDatabase database) {
    Story story =
        Story.given(
                database,
                "CREATE TABLE x (id int PRIMARY KEY, n numeric, f float8, i interval);"
                    + " INSERT INTO x VALUES (1, 1.0, 0, '1 mon')",
                "ALTER TABLE x RENAME n TO m; ALTER TABLE x RENAME f TO g;"
                    + " ALTER TABLE x RENAME i TO j;")
            .expand()
            .migrate();
    story
        .newApplication()
        .writes("UPDATE x SET m = 1.000, g = '-0', j = '30 days'")
        .reads("SELECT n, f, i FROM x", "(1.000,-0,\"30 days\")");
    story
        .oldApplication()
        .writes("UPDATE x SET n = 1, f = 0, i = '720:00'")
        .reads("SELECT m, g, j FROM x", "(1,0,720:00:00)");
  }

  @OnEveryServer
  void an_unrelated_update_keeps_a_large_value_where_it_is(TestDatabase database) {
    Story story =
        Story.given(
                database,
                "CREATE TABLE x (id int PRIMARY KEY, big text, other int);"
                    + " ALTER TABLE x ALTER big SET STORAGE EXTERNAL;"
                    + " INSERT INTO x VALUES (1, repeat('b', 300000))",
                "ALTER TABLE x RENAME COLUMN big TO large;")
            .expand()
            .migrate();
    String toast =
        "SELECT count(*) FROM "
            + database
                .query("SELECT reltoastrelid::regclass FROM pg_class WHERE oid = 'x'::regclass")
                .get(0);
    List<String> before = database.query(toast);
    story.oldApplication().writes("UPDATE x SET other = 1").writes("UPDATE x SET other = 2");
    assertThat(database.query(toast)).isEqualTo(before);
    assertThat(story.agrees()).isTrue();
  }

  @OnEveryServer
  void xml_is_carried_over_where_the_server_has_it(TestDatabase database) {
    Assumptions.assumeTrue(
        accepts(database, "SELECT '<a/>'::xml"), "the server is built without libxml");
    Story story =
        Story.given(
                database,
                "CREATE TABLE x (id int PRIMARY KEY, doc xml);"
                    + " INSERT INTO x VALUES (1, '<a  b=\"1\"/>'), (2, '<a></a>')",
                "ALTER TABLE x RENAME COLUMN doc TO page;")
            .throughout();
    story
        .newApplication()
        .reads("SELECT page::text FROM x ORDER BY id", "(\"<a  b=\"\"1\"\"/>\")", "(<a></a>)");
  }

  /** Types that a server may lack. */
  private static List<Kind> optional(TestDatabase database) {
    List<Kind> kinds = new ArrayList<>();
    if (extension(database, "citext")) {
      kinds.add(Kind.of("citext", "'Bob'", "'BOB'", "'bob'"));
    }
    if (extension(database, "hstore")) {
      kinds.add(Kind.of("hstore", "'a=>1,b=>NULL'", "'a=>\"NULL\"'", "''"));
    }
    if (accepts(
        database,
        "CREATE COLLATION blind (provider = icu, locale = 'und-u-ks-level2',"
            + " deterministic = false)")) {
      kinds.add(Kind.of("text COLLATE blind", "'Bob'", "'BOB'", "'böb'"));
    }
    return kinds;
  }

  private static boolean extension(TestDatabase database, String name) {
    return accepts(database, "CREATE EXTENSION " + name);
  }

  private static boolean accepts(TestDatabase database, String sql) {
    try (var session = database.connection();
        var statement = session.createStatement()) {
      statement.execute(sql);
      return true;
    } catch (SQLException e) {
      System.out.println(database + " is asked and declines: " + e.getMessage());
      return false;
    }
  }

  private static String schema(List<Kind> kinds) {
    StringBuilder sql =
        new StringBuilder("CREATE TYPE pair AS (a int, b text); CREATE TABLE x (id int, other int");
    for (int i = 0; i < kinds.size(); i++) {
      sql.append(", c").append(i).append(' ').append(kinds.get(i).type());
    }
    sql.append(");\n");
    int rows = 1 + kinds.stream().mapToInt(kind -> kind.values().size()).max().orElseThrow();
    for (int row = 0; row < rows; row++) {
      int nth = row;
      sql.append("INSERT INTO x VALUES (").append(row).append(", 0");
      kinds.forEach(
          kind ->
              sql.append(", ")
                  .append(nth < kind.values().size() ? kind.values().get(nth) : "NULL"));
      sql.append(");\n");
    }
    return sql + "CREATE TABLE original AS SELECT * FROM x; ALTER TABLE x ADD PRIMARY KEY (id);";
  }

  private static String renames(List<Kind> kinds) {
    StringBuilder sql = new StringBuilder();
    for (int i = 0; i < kinds.size(); i++) {
      sql.append("ALTER TABLE x RENAME COLUMN c%d TO n%d;%n".formatted(i, i));
    }
    return sql.toString();
  }

  private static String columns(List<Kind> kinds, Function<Integer, String> name) {
    return IntStream.range(0, kinds.size()).boxed().map(name).collect(Collectors.joining(", "));
  }

  /** Each row has the very bytes of the row that it was made from. */
  private static void same(TestDatabase database, List<Kind> kinds, String prefix) {
    for (int i = 0; i < kinds.size(); i++) {
      String ours = "x." + prefix + i;
      String theirs = "o.c" + i;
      String changed =
          "SELECT x.id || ': ' || left(coalesce(%1$s::text, '(null)'), 60) FROM x JOIN original o"
              + " ON o.id = x.id %% 100 WHERE record_image_ne(ROW(%1$s), ROW(%2$s))"
              + " OR %1$s::text IS DISTINCT FROM %2$s::text";
      assertThat(database.query(changed.formatted(ours, theirs)))
          .as("%s %s", kinds.get(i).type(), ours)
          .isEmpty();
    }
  }
}
