package dev.concertina.parser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Holds the table against the type definitions that come with the grammar. */
class FieldKindsTest {
  private static final Path DEFINITIONS = Path.of("node_modules/@pgsql/types/types.d.ts");
  private static final Pattern TYPE =
      Pattern.compile("export interface (\\w+) \\{(.*?)\n\\}", Pattern.DOTALL);
  private static final Pattern FIELD = Pattern.compile("(\\w+)\\?: (\\w+)(\\[\\])?;");

  @Test
  void namesEveryKindThatTheJsonLeavesOut() throws IOException {
    String definitions = Files.readString(DEFINITIONS);
    Set<String> kinds = new HashSet<>();
    TYPE.matcher(definitions).results().forEach(type -> kinds.add(type.group(1)));
    int checked = 0;
    Matcher type = TYPE.matcher(definitions);
    while (type.find()) {
      Matcher field = FIELD.matcher(type.group(2));
      while (field.find()) {
        String name = type.group(1) + "." + field.group(1);
        assertThat(Character.isLowerCase(field.group(1).charAt(0))).as(name).isTrue();
        if (kinds.contains(field.group(2)) && !field.group(2).equals("Node")) {
          String kind = FieldKinds.kindOf(type.group(1), field.group(1));
          assertThat(kind).as(name).isEqualTo(field.group(2));
          checked++;
        }
      }
    }
    assertThat(checked).isGreaterThan(100);
  }
}
