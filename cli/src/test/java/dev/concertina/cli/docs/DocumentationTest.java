package dev.concertina.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.cli.Run;
import dev.concertina.testkit.TestDatabase;
import dev.concertina.testkit.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the documentation says is so. After a change of plans on purpose, {@code
 * -Dconcertina.golden.write=true} puts the new ones into the pages; read the difference.
 */
class DocumentationTest {

  private static final Pattern COMMAND = Pattern.compile("\\bconcertina(?: +|\", ?\")([a-z]+)");

  /** In the plan: the statements of a step and what belongs to them. */
  private static final Pattern BELOW_A_STEP = Pattern.compile(" {6}(?:\\S| {2}(?! \\S)).*");

  @TempDir private Path directory;

  static List<Page> pages() {
    return Page.all();
  }

  static List<Page> pagesOfChanges() {
    return Page.of("changes");
  }

  @ParameterizedTest
  @MethodSource("pages")
  void every_command_that_is_named_exists(Page page) {
    Stream<String> named =
        page.code().stream()
            .flatMap(code -> COMMAND.matcher(code).results())
            .map(command -> command.group(1))
            .distinct();

    assertThat(named).allSatisfy(name -> assertThat(Run.of(name, "--help").exit()).isZero());
  }

  @ParameterizedTest
  @MethodSource("pages")
  void every_link_leads_somewhere(Page page) {
    assertThat(page.links()).allMatch(page::leadsSomewhere);
  }

  @ParameterizedTest
  @MethodSource("pagesOfChanges")
  void every_plan_is_what_the_program_prints(Page page) throws IOException {
    String plan = plan(page);
    Page updated = page.with(page.block("plan").orElseThrow(), plan);
    updated = updated.with(updated.block("steps").orElseThrow(), steps(plan));
    if (Boolean.getBoolean("concertina.golden.write")) {
      updated.write();
    } else {
      assertThat(page.text()).isEqualTo(updated.text());
    }
  }

  private String plan(Page page) throws IOException {
    Page.Block migration = page.block("migration").orElseThrow();
    Path file = directory.resolve(migration.argument());
    Files.writeString(file, migration.text());
    try (TestDatabase database = TestServers.pg(18).database()) {
      database.execute(page.block("schema").orElseThrow().text());
      Run run = Run.of("--url", database.url(), "plan", file.toString());
      assertThat(run.exit()).as(run.err()).isZero();
      String told = Matcher.quoteReplacement(migration.argument());
      return run.out().replaceAll(Pattern.quote(file.toString()), told);
    }
  }

  private static String steps(String plan) {
    return plan.lines()
        .filter(line -> !BELOW_A_STEP.matcher(line).matches())
        .collect(Collectors.joining("\n", "", "\n"));
  }
}
