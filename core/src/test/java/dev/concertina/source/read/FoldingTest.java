package dev.concertina.source.read;

import static dev.concertina.source.Sources.read;
import static dev.concertina.source.Sources.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.change.SetNotNull;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FoldingTest {

  private static final String FILL = "UPDATE t SET c = 'none' WHERE c IS NULL;";
  private static final String NOT_NULL = "ALTER TABLE t ALTER c SET NOT NULL;";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "SET CONSTRAINTS ALL IMMEDIATE;",
        "ALTER TABLE t ALTER c TYPE varchar(5);",
        "ALTER TABLE t ALTER c TYPE varchar(5), ALTER c SET DEFAULT 'x';"
      })
  void updateOfTheNullsIsTheWayUpOfSetNotNull(String between) {
    assertThat(read(FILL + between + NOT_NULL))
        .last()
        .isInstanceOfSatisfying(SetNotNull.class, set -> assertThat(set.up()).contains("'none'"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        FILL,
        FILL + "ALTER TABLE t ADD d int;" + NOT_NULL,
        FILL + FILL + NOT_NULL,
        FILL + "ALTER TABLE t ALTER d SET NOT NULL",
        FILL + "ALTER TABLE app.t ALTER c SET NOT NULL",
        "UPDATE t SET c = 1;" + NOT_NULL,
        "UPDATE t SET c = 1 WHERE c IS NOT NULL;" + NOT_NULL,
        "UPDATE t SET c = 1 WHERE d IS NULL;" + NOT_NULL,
        "UPDATE t SET c = 1, d = 2 WHERE c IS NULL;" + NOT_NULL,
        "UPDATE t SET c = DEFAULT WHERE c IS NULL;" + NOT_NULL,
        "UPDATE t AS u SET c = u.d WHERE c IS NULL;" + NOT_NULL,
        "UPDATE t SET c = u.d FROM u WHERE c IS NULL;" + NOT_NULL,
        "UPDATE t SET c = 1 WHERE c IS NULL RETURNING 1;" + NOT_NULL,
        "UPDATE ONLY t SET c = 1 WHERE c IS NULL;" + NOT_NULL
      })
  void otherUpdatesAreRefused(String sql) {
    assertThat(refusal(sql)).hasMessageStartingWith("UPDATE is refused");
    assertThat(refusal(sql).hint()).contains("concertina: up =");
  }

  @Test
  void updateAndDirectiveTogetherAreRefused() {
    assertThat(refusal(FILL + "\n-- concertina: up = 'x'\n" + NOT_NULL)).isNotNull();
  }

  @Test
  void defaultThatIsDroppedLaterIsForgotten() {
    assertThat(
            read(
                "ALTER TABLE t ALTER c SET DEFAULT 1, ALTER c SET NOT NULL; ALTER TABLE t ALTER c"
                    + " DROP DEFAULT"))
        .extracting(change -> change.getClass().getSimpleName())
        .containsExactly("SetNotNull", "DropDefault");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ALTER TABLE t ALTER c SET DEFAULT 1; ALTER TABLE t ALTER d DROP DEFAULT",
        "ALTER TABLE t ALTER c DROP DEFAULT; ALTER TABLE t ALTER c SET DEFAULT 1",
        "-- concertina: phase = expand\nALTER TABLE t ALTER c SET DEFAULT 1;"
            + " ALTER TABLE t ALTER c DROP DEFAULT",
        "ALTER TABLE t ADD c int DEFAULT 1 NOT NULL; ALTER TABLE t ALTER c DROP DEFAULT"
      })
  void otherDefaultsStay(String sql) {
    assertThat(read(sql)).hasSize(2);
  }

  @Test
  void defaultOfAColumnThatIsRenamedBetweenStays() {
    assertThat(
            read(
                "ALTER TABLE t ALTER c SET DEFAULT 1; ALTER TABLE t RENAME c TO d;"
                    + " ALTER TABLE t ADD c int; ALTER TABLE t ALTER c DROP DEFAULT"))
        .hasSize(4);
  }
}
