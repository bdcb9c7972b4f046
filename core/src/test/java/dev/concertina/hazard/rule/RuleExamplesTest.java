package dev.concertina.hazard.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.hazard.Finding;
import dev.concertina.hazard.LintContext;
import dev.concertina.hazard.Linter;
import dev.concertina.hazard.Rule;
import dev.concertina.source.Sources;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the page of a rule shows is what the rule finds. */
class RuleExamplesTest {

  private static final Linter LINTER = new Linter(Sources.PARSER, Rules.all());

  static List<Rule> rules() {
    return Rules.all();
  }

  static Stream<Rule> rulesWithASafeWay() {
    return Rules.all().stream().filter(rule -> Example.of(rule).safe().isPresent());
  }

  @ParameterizedTest
  @MethodSource("rules")
  void the_naive_way_is_found_as_bad_as_the_rule_says(Rule rule) {
    Example example = Example.of(rule);

    List<Finding> findings =
        LINTER.lint(example.scripts(example.naive()), LintContext.of(LintContext.NEWEST)).stream()
            .filter(finding -> finding.rule().equals(rule.id()))
            .toList();

    assertThat(findings)
        .allSatisfy(finding -> assertThat(rule.about().axes()).contains(finding.axis()));
    assertThat(findings.stream().map(Finding::severity).max(Comparator.naturalOrder()))
        .contains(rule.about().severity());
  }

  @ParameterizedTest
  @MethodSource("rulesWithASafeWay")
  void the_safe_way_is_not_found(Rule rule) {
    Example example = Example.of(rule);

    List<Finding> findings =
        LINTER.lint(
            example.scripts(example.safe().orElseThrow()), LintContext.of(LintContext.NEWEST));

    assertThat(findings).extracting(Finding::rule).doesNotContain(rule.id());
  }
}
