package dev.concertina.source.directive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.concertina.change.MigrationException;
import dev.concertina.change.RunPhase;
import dev.concertina.parser.ParsedScript;
import dev.concertina.source.Sources;
import dev.concertina.source.directive.StatementDirectives.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DirectivesTest {

  @Test
  void severalDirectivesBelongToTheStatementThatFollows() {
    StatementDirectives directives =
        ofLast(
            """
            SELECT 1;
            -- concertina: up = lower(a) || ';'
            -- an ordinary comment
            --concertina: down=upper(b)
            /* concertina: phase = contract */
            -- concertina: allow index-create-blocking, drop-column because the table is tiny
            SELECT 2;
            """);

    assertThat(directives.up()).contains(new Value<>("lower(a) || ';'", 2));
    assertThat(directives.down()).contains(new Value<>("upper(b)", 4));
    assertThat(directives.phase()).contains(new Value<>(RunPhase.CONTRACT, 5));
    assertThat(directives.allowances())
        .containsExactly(
            new Allowance("index-create-blocking", "the table is tiny", 6),
            new Allowance("drop-column", "the table is tiny", 6));
  }

  @Test
  void blockCommentMaySpreadAnExpressionOverLines() {
    assertThat(ofLast("/*\n * x\n */\n/* concertina:\n up = a\n || b\n*/ SELECT 1").up())
        .contains(new Value<>("a\n || b", 4));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-- concertina is great",
        "-- see concertina: up = 1",
        "-- concertinas: up = 1",
        "-- Use of concertina; up and down"
      })
  void commentThatMentionsConcertinaIsNoDirective(String comment) {
    assertThat(ofLast(comment + "\nSELECT 1")).isEqualTo(StatementDirectives.NONE);
  }

  @Test
  void expressionLosesTheCommentBehindIt() {
    assertThat(ofLast("-- concertina: up = a -- note\nSELECT 1").up().orElseThrow().value())
        .isEqualTo("a");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-- concertina: upp = a",
        "-- concertina: UP = a",
        "-- concertina:",
        "-- concertina: the tool that we use",
        "-- concertina up = a",
        "-- concertina: allow some-rule",
        "-- concertina: allow some-rule because",
        "/* concertina: up = a\n concertina: down = b */"
      })
  void unknownDirectiveIsRefused(String comment) {
    assertRefused(comment + "\nSELECT 1", "unknown-directive", 1);
  }

  @Test
  void keyThatStandsTwiceIsRefused() {
    assertRefused(
        "-- concertina: up = a\n-- concertina: up = a\nSELECT 1", "duplicate-directive", 2);
  }

  @Test
  void phaseOfAnotherNameIsRefused() {
    assertRefused("-- concertina: phase = later\nSELECT 1", "unknown-phase", 1);
  }

  @Test
  void valueThatIsNotOneExpressionIsRefusedWithItsLine() {
    assertRefused("\n-- concertina: up =\nSELECT 1", "directive-expression", 2);
    assertRefused("\n-- concertina: up = DEFAULT\nSELECT 1", "directive-expression", 2);
    assertRefused("\n-- concertina: up = a;\nSELECT 1", "directive-expression", 2);
    assertRefused("\n-- concertina: down = a, b\nSELECT 1", "directive-expression", 2);
    assertRefused("\n/* concertina: down = a\n + )\n*/ SELECT 1", "directive-expression", 3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 1;\n-- concertina: up = a",
        "SELECT 1;\n-- concertina: up = a\n;;",
        "-- concertina: up = a"
      })
  void directiveWithoutStatementIsRefused(String script) {
    assertThat(refusal(script).code()).isEqualTo("misplaced-directive");
    assertThat(refusal(script)).hasMessageContaining("No statement follows");
  }

  @Test
  void directiveInsideOrBehindStatementIsRefused() {
    assertRefused("SELECT\n-- concertina: up = a\n1; SELECT 2", "misplaced-directive", 2);
    assertRefused("SELECT 1\n-- concertina: up = a\n; SELECT 2", "misplaced-directive", 2);
    assertRefused("SELECT 1; -- concertina: up = a\nSELECT 2", "misplaced-directive", 1);
  }

  private static void assertRefused(String script, String code, int line) {
    MigrationException refusal = refusal(script);
    assertThat(refusal.code()).isEqualTo(code);
    assertThat(refusal.hint()).isNotEmpty();
    assertThat(refusal.origin().orElseThrow()).hasToString("V7__test.sql:" + line);
  }

  private static MigrationException refusal(String script) {
    return catchThrowableOfType(MigrationException.class, () -> ofLast(script));
  }

  private static StatementDirectives ofLast(String script) {
    ParsedScript parsed = Sources.PARSER.parse(script);
    Directives directives = Directives.read(parsed, "V7__test.sql", Sources.PARSER);
    return directives.of(parsed.statements().get(parsed.statements().size() - 1));
  }
}
