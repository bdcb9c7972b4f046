package dev.concertina.hazard.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.hazard.Rule;
import dev.concertina.hazard.RulePage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RulePagesTest {

  static List<Rule> rules() {
    return Rules.all();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void every_rule_has_a_page_that_begins_with_its_name(Rule rule) {
    assertThat(RulePage.of(rule)).startsWith("# " + rule.id() + "\n");
  }

  @Test
  void no_page_is_without_a_rule() throws IOException {
    try (Stream<Path> pages = Files.list(Path.of("../docs/rules"))) {
      assertThat(pages.map(page -> page.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(
              Rules.all().stream().map(rule -> rule.id() + ".md").toList());
    }
  }

  @Test
  void names_are_unique() {
    assertThat(Rules.all()).extracting(Rule::id).doesNotHaveDuplicates();
  }
}
