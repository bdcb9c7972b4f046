package dev.concertina.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.parser.PostgresParser;
import dev.concertina.source.MigrationText;
import dev.concertina.source.word.Vocabulary;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples of the pages about YAML are migrations, and every word has one. */
class YamlPagesTest {

  private static final Pattern BLOCK = Pattern.compile("(?ms)^```yaml\\n(.*?)^```$");

  private final MigrationText reader = new MigrationText(new PostgresParser());

  private static List<String> examples(String page) {
    String text =
        Page.all().stream()
            .filter(candidate -> candidate.file().endsWith("docs/" + page))
            .map(Page::text)
            .findFirst()
            .orElseThrow();
    return BLOCK.matcher(text).results().map(block -> block.group(1)).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"yaml.md", "from-pgroll.md"})
  void every_example_is_a_migration(String page) {
    assertThat(examples(page))
        .isNotEmpty()
        .allSatisfy(
            example -> assertThat(reader.of("V1__x.yaml", page, example).changes()).isNotEmpty());
  }

  @Test
  void every_word_has_an_example() {
    String all = String.join("\n", examples("yaml.md"));
    assertThat(new Vocabulary().names())
        .allSatisfy(word -> assertThat(all).contains("- " + word + ":"));
  }
}
