package dev.concertina.hazard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.change.Origin;
import dev.concertina.hazard.action.Action;
import dev.concertina.hazard.action.Lock;
import dev.concertina.hazard.model.Schema;
import dev.concertina.hazard.rule.Rules;
import dev.concertina.source.Sources;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A dump is one script of tens of thousands of statements. */
class LargeScriptTest {

  private final Linter linter = new Linter(Sources.PARSER, Rules.all());

  /** An action that counts how often a rule looks at it. */
  private record Counted(Span span, AtomicInteger looks) implements Action {
    @Override
    public List<Lock> locks(Schema before, int server) {
      looks.incrementAndGet();
      return List.of();
    }
  }

  @Test
  void rules_look_at_a_statement_as_often_however_many_others_there_are() {
    assertThat(looksPerStatement(1000)).isEqualTo(looksPerStatement(10));
  }

  @Test
  void what_comes_later_is_found_behind_a_thousand_statements() {
    String others =
        IntStream.range(0, 1000)
            .mapToObj(i -> "CREATE VIEW other" + i + " AS SELECT 1;")
            .collect(Collectors.joining("\n"));

    assertThat(new Alarms().of(1, "DROP VIEW v;" + others + "CREATE VIEW v AS SELECT 2;"))
        .containsExactly("view-changed");
    assertThat(
            linter.lint(
                List.of(
                    Script.of("V1.sql", "DROP VIEW v;" + others + "CREATE VIEW v AS SELECT 2;", 1)),
                LintContext.of(18)))
        .filteredOn(finding -> finding.rule().equals("view-changed"))
        .extracting(Finding::message)
        .first()
        .asString()
        .contains("comes back");
  }

  private int looksPerStatement(int statements) {
    AtomicInteger looks = new AtomicInteger();
    List<Statement> all = new ArrayList<>();
    for (int i = 0; i < statements; i++) {
      Span span = new Span(i, i + 1);
      all.add(
          new Statement(
              new Origin("dump.sql", i, "…"),
              span,
              false,
              List.of(List.of(new Counted(span, looks)))));
    }
    Script script = Script.of("dump.sql", "", 1);
    linter.judge(List.of(new Unit(script, false, all)), LintContext.of(18));
    assertThat(looks.get() % statements).isZero();
    return looks.get() / statements;
  }
}
