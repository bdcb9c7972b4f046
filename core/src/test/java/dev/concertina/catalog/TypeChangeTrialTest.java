package dev.concertina.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.catalog.Trial.TypeChangeResult;
import dev.concertina.change.TableRef;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.TypeName;
import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;
import java.util.List;
import java.util.Optional;

class TypeChangeTrialTest {

  @OnEveryServer
  void wideningATextRewritesNothingNotEvenItsPlainIndexes(TestDatabase database) {
    database.execute(
        "CREATE TABLE t (a varchar(50) DEFAULT 'x' UNIQUE CHECK (a <> ''), b int)",
        "CREATE INDEX ON t (b, a DESC)");

    assertThat(accepted(database, "varchar(60)", Optional.empty()))
        .isEqualTo(
            new TypeChangeResult(
                new TypeName("character varying(60)"),
                false,
                false,
                Optional.of("'x'::character varying"),
                true,
                true,
                false));
    assertThat(accepted(database, "text", Optional.empty()).rewrites()).isFalse();
  }

  @OnEveryServer
  void narrowingRewritesAndConvertsTheDefault(TestDatabase database) {
    database.execute("CREATE TABLE t (a bigint DEFAULT 1 + 1)");

    assertThat(accepted(database, "int", Optional.empty()))
        .isEqualTo(
            new TypeChangeResult(
                new TypeName("integer"), false, true, Optional.of("(1 + 1)"), true, true, false));
  }

  @OnEveryServer
  void theWayBackWritesNoRowWhereThereIsNothingToCut(TestDatabase database) {
    database.execute("CREATE TABLE t (a varchar)");

    assertThat(accepted(database, "text", Optional.empty()).rewritesBack()).isFalse();
    database.execute("ALTER TABLE t ALTER a TYPE varchar(9)");
    assertThat(accepted(database, "text", Optional.empty()).rewritesBack()).isTrue();
  }

  @OnEveryServer
  void onlyALargerIntegerWidensAnInteger(TestDatabase database) {
    database.execute("CREATE TABLE t (a int)");
    assertThat(accepted(database, "bigint", Optional.empty()).widensInteger()).isTrue();
    for (String other : List.of("int", "smallint", "numeric", "oid", "float8", "text")) {
      assertThat(accepted(database, other, Optional.empty()).widensInteger()).as(other).isFalse();
    }
    database.execute("ALTER TABLE t ALTER a TYPE smallint");
    assertThat(accepted(database, "int", Optional.empty()).widensInteger()).isTrue();
  }

  @OnEveryServer
  void anIndexThatMustBeBuiltAnewIsARewrite(TestDatabase database) {
    database.execute("CREATE TABLE t (a text)");
    assertThat(accepted(database, "text COLLATE \"C\"", Optional.empty()).rewrites()).isFalse();
    database.execute("CREATE INDEX ON t (a)");

    assertThat(accepted(database, "text COLLATE \"C\"", Optional.empty()).rewrites()).isTrue();
  }

  @OnEveryServer
  void postgresAlwaysBuildsIndexesWithExpressionOrPredicateAnew(TestDatabase database) {
    database.execute("CREATE TABLE t (a varchar(9))", "CREATE INDEX i ON t (lower(a))");
    assertThat(accepted(database, "text", Optional.empty()).rewrites()).isTrue();
    database.execute("DROP INDEX i", "CREATE INDEX i ON t (a) WHERE a IS NOT NULL");
    assertThat(accepted(database, "text", Optional.empty()).rewrites()).isTrue();
  }

  @OnEveryServer
  void usingDecidesTheWayButNotTheWayBack(TestDatabase database) {
    database.execute("CREATE TABLE t (a text)");

    TypeChangeResult result = accepted(database, "int", Optional.of("a::int -- all are numbers"));
    assertThat(result.rewrites()).isTrue();
    assertThat(result.assignableBack()).isTrue();
    database.execute("ALTER TABLE t ALTER a TYPE int USING a::int");
    assertThat(accepted(database, "text", Optional.empty()).assignableBack()).isFalse();
  }

  @OnEveryServer
  void whatPostgresRefusesIsRefused(TestDatabase database) {
    database.execute(
        "CREATE TABLE t (a text, b text DEFAULT 'x', c int GENERATED ALWAYS AS (a::int) STORED)",
        "CREATE TABLE victim (a int)");

    assertThat(refused(database, "b", "int", Optional.of("b::int")))
        .contains("default for column \"b\" cannot be cast automatically");
    assertThat(refused(database, "a", "text", Optional.empty())).contains("generated column");
    assertThat(refused(database, "z", "int", Optional.empty())).contains("\"z\"");
    assertThat(refused(database, "b", "nothing", Optional.empty())).contains("\"nothing\"");
    assertThat(refused(database, "b", "int, DROP COLUMN a", Optional.empty()))
        .contains("not a type");
    assertThat(refused(database, "b", "int; DROP TABLE victim", Optional.empty()))
        .contains("not a type");
    assertThat(refused(database, "b", "int USING 1", Optional.empty())).contains("not a type");
    assertThat(refused(database, "b", "int --", Optional.of("1"))).contains("not a type");
    assertThat(refused(database, "b", "int", Optional.of("1), DROP COLUMN a --")))
        .contains("not an expression");
    assertThat(database.query("SELECT count(*) FROM victim")).containsExactly("0");
  }

  private static TypeChangeResult accepted(
      TestDatabase database, String type, Optional<String> using) {
    return ask(database, "a", type, using).orThrow(IllegalStateException::new);
  }

  private static String refused(
      TestDatabase database, String column, String type, Optional<String> using) {
    Answer<TypeChangeResult> answer = ask(database, column, type, using);
    assertThat(answer).as(type).isInstanceOf(Answer.Refused.class);
    return ((Answer.Refused<TypeChangeResult>) answer).reason();
  }

  private static Answer<TypeChangeResult> ask(
      TestDatabase database, String column, String type, Optional<String> using) {
    return Reading.answer(
        database, new Trial.TypeChange(TableRef.of("t"), new Identifier(column), type, using));
  }
}
