package dev.concertina.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.cli.Run;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What the page about lint gives to be pasted works as it stands. */
class LintPageTest {

  private static final Pattern BLOCK = Pattern.compile("(?ms)^```yaml\\n(.*?)^```$");
  private static final Pattern COMMAND =
      Pattern.compile("(?m)^.*\\.concertina/concertina (lint .*?)(?: > \\S+)?$");
  private static final Pattern HOOK = Pattern.compile("(?m)^ *args: \\[(.*)]$");

  private final String page =
      Page.all().stream()
          .filter(each -> each.file().endsWith("docs/lint.md"))
          .map(Page::text)
          .findFirst()
          .orElseThrow();

  @Test
  void every_paste_is_yaml() {
    List<String> blocks = BLOCK.matcher(page).results().map(block -> block.group(1)).toList();

    assertThat(blocks).hasSizeGreaterThanOrEqualTo(3);
    assertThat(blocks).allSatisfy(block -> assertThat(yaml(block)).isNotNull());
  }

  @Test
  void every_command_in_them_is_understood() {
    List<String> commands =
        Stream.concat(
                COMMAND.matcher(page).results().map(line -> line.group(1)),
                HOOK.matcher(page).results().map(line -> "lint " + line.group(1).replace(",", "")))
            .toList();

    assertThat(commands).hasSizeGreaterThanOrEqualTo(3);
    assertThat(commands).allSatisfy(command -> assertThat(understood(command).exit()).isZero());
  }

  @Test
  void the_plugin_has_the_version_that_is_built() {
    Matcher pasted = Pattern.compile("<version>(.*)</version>").matcher(page);

    assertThat(pasted.find()).isTrue();
    assertThat(Page.root().resolve("maven-plugin/pom.xml"))
        .content()
        .contains("<version>" + pasted.group(1) + "</version>", "concertina-maven-plugin");
  }

  private static Object yaml(String text) {
    return new Load(LoadSettings.builder().build()).loadFromString(text);
  }

  /** Help is given only if every other word is known. */
  private static Run understood(String command) {
    String words = command.replaceAll("\"[^\"]*\"", "origin/main") + " --help";
    return Run.of(words.split(" ", -1));
  }
}
