package dev.concertina.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.catalog.Trial.NewColumnResult;
import dev.concertina.change.TableRef;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.TypeName;
import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;
import java.util.Optional;

class NewColumnTrialTest {

  private static final Identifier NEW = new Identifier("we\"ird");

  @OnEveryServer
  void aConstantDefaultRewritesNothing(TestDatabase database) {
    database.execute("CREATE TABLE t (a int)");

    assertThat(accepted(database, "varchar(9)", "'it''s'"))
        .isEqualTo(
            new NewColumnResult(
                new TypeName("character varying(9)"),
                false,
                Optional.of("'it''s'::character varying"),
                false));
    assertThat(accepted(database, "timestamptz", "now()").rewrites()).isFalse();
  }

  @OnEveryServer
  void aVolatileDefaultIsEvaluatedForEachRow(TestDatabase database) {
    database.execute(
        "CREATE TABLE t (a int)",
        "CREATE FUNCTION dice() RETURNS int LANGUAGE sql AS 'SELECT 4 + (random() * 0)::int'");

    assertThat(accepted(database, "int", "dice()"))
        .isEqualTo(
            new NewColumnResult(
                new TypeName("integer"), true, Optional.of("public.dice()"), false));
  }

  @OnEveryServer
  void aDomainIsTold(TestDatabase database) {
    database.execute("CREATE TABLE t (a int)", "CREATE DOMAIN email AS text");

    NewColumnResult result =
        Reading.answer(database, trial("email", Optional.empty()))
            .orThrow(IllegalStateException::new);
    assertThat(result.type()).isEqualTo(new TypeName("public.email"));
    assertThat(result.domain()).isTrue();
    assertThat(result.defaultValue()).isEmpty();
  }

  @OnEveryServer
  void whatIsNotATypeAndADefaultIsRefused(TestDatabase database) {
    database.execute("CREATE TABLE t (a int)");

    assertThat(refused(database, "bigserial", Optional.empty())).contains("sequence");
    assertThat(refused(database, "int NOT NULL", Optional.empty())).contains("not a type");
    assertThat(refused(database, "int DEFAULT 1", Optional.of("2"))).contains("not a type");
    assertThat(refused(database, "int; SELECT 1", Optional.empty())).contains("not a type");
    assertThat(refused(database, "int", Optional.of("1; SELECT 1"))).contains("not an expression");
    assertThat(refused(database, "int", Optional.of("a + 1")))
        .isEqualTo("cannot use column reference in DEFAULT expression");
    assertThat(refused(database, "int", Optional.of("'x'"))).contains("invalid input syntax");
  }

  private static NewColumnResult accepted(TestDatabase database, String type, String value) {
    return Reading.answer(database, trial(type, Optional.of(value)))
        .orThrow(IllegalStateException::new);
  }

  private static String refused(TestDatabase database, String type, Optional<String> value) {
    Answer<NewColumnResult> answer = Reading.answer(database, trial(type, value));
    assertThat(answer).as(type).isInstanceOf(Answer.Refused.class);
    return ((Answer.Refused<NewColumnResult>) answer).reason();
  }

  private static Trial<NewColumnResult> trial(String type, Optional<String> value) {
    return new Trial.NewColumn(TableRef.of("t"), NEW, type, value);
  }
}
