package dev.concertina.source.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.concertina.change.MigrationException;
import dev.concertina.change.Origin;
import dev.concertina.source.yaml.YamlNode.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlReaderTest {

  private static YamlNode read(String text) {
    return new YamlReader().read("V7__test.yaml", text);
  }

  private static MigrationException refusal(String text) {
    return catchThrowableOfType(MigrationException.class, () -> read(text));
  }

  private static YamlNode.Scalar value(String text) {
    YamlNode.Mapping mapping = (YamlNode.Mapping) read(text);
    return (YamlNode.Scalar) mapping.entries().get(0).value();
  }

  @ParameterizedTest
  @CsvSource({
    "name, TEXT",
    "'\"7\"', TEXT",
    "7, NUMBER",
    "-0.5e3, NUMBER",
    "0x1F, NUMBER",
    "true, TRUTH",
    "'\"true\"', TEXT",
    "yes, TEXT",
    "~, NULL",
    "null, NULL"
  })
  void a_scalar_is_what_the_core_schema_says(String text, Kind kind) {
    assertThat(value("key: " + text).kind()).isEqualTo(kind);
  }

  @Test
  void json_is_yaml_with_tabs_or_without() {
    assertThat(read("{\n\t\"a\": [1, \"x\\/y\"],\n\t\"b\": null\n}"))
        .isInstanceOf(YamlNode.Mapping.class);
  }

  @Test
  void each_part_knows_its_line() {
    YamlNode.Mapping root = (YamlNode.Mapping) read("# first\na: 1\nb: |\n  SELECT 1\n");
    assertThat(root.entries()).extracting(YamlNode.Entry::line).containsExactly(2, 3);
    assertThat(((YamlNode.Scalar) root.entries().get(1).value()).textLine()).isEqualTo(4);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a: &x 1                     | It sets an anchor.                             | 1
          a: *x                       | It refers to an anchor.                        | 1
          a: !!str 1                  | It has a tag.                                  | 1
          a: !java.lang.Runtime {}    | It has a tag.                                  | 1
          a: 1\\na: 2                 | The key a stands twice in one mapping, first on line 1. | 2
          a: 1\\n---\\nb: 2           | The file holds a second document.              | 2
          ? [a]\\n: 1                 | A key is a list or a mapping.                  | 1
          """)
  void what_plain_data_has_no_need_of_is_refused(String text, String message, int line) {
    MigrationException refusal = refusal(text.replace("\\n", "\n"));
    assertThat(refusal).hasMessage(message);
    assertThat(refusal.origin()).map(Origin::line).contains(line);
  }

  @Test
  void a_document_that_would_grow_without_end_is_refused() {
    String bomb = "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n";
    assertThat(refusal(bomb).code()).isEqualTo("yaml-refused");
    assertThat(refusal("[".repeat(40) + "]".repeat(40)))
        .hasMessage("It is nested deeper than 32 levels.");
    assertThat(refusal("[" + "a,".repeat(50_001) + "]"))
        .hasMessage("It has more than 50000 parts.");
  }

  @Test
  void an_empty_file_is_refused() {
    assertThat(refusal("# nothing")).hasMessage("The file holds no data.");
  }

  @Test
  void what_is_not_yaml_is_refused_with_its_line() {
    MigrationException refusal = refusal("a: 1\nb: [2\n");
    assertThat(refusal.code()).isEqualTo("yaml-syntax");
    assertThat(refusal.origin())
        .map(Origin::line)
        .hasValueSatisfying(l -> assertThat(l).isGreaterThan(1));
  }
}
