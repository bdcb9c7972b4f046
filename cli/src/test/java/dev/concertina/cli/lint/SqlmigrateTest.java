package dev.concertina.cli.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.cli.Run;
import dev.concertina.testkit.TestDatabase;
import dev.concertina.testkit.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The seven destructive changes as Django's {@code sqlmigrate} prints them, through the whole
 * program. What a reader sees of each stands in {@code django/NAME.txt}; {@code
 * -Dconcertina.golden.write=true} writes the texts anew: read the difference.
 */
class SqlmigrateTest {

  private static final Path SCRIPTS =
      Path.of("..", "core", "src", "test", "resources", "convert").normalize();
  private static final Path TEXTS = Path.of("src", "test", "resources", "django");

  @TempDir private Path directory;

  static Stream<Path> scripts() throws IOException {
    try (Stream<Path> files = Files.list(SCRIPTS.resolve("django"))) {
      return files.sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void a_reader_is_told_what_breaks_and_both_safe_ways(Path script) throws IOException {
    String sql = Files.readString(script);
    Run lint = Run.of(Map.of(), sql, "lint", "-");
    Run releases = Run.of(Map.of(), sql, "convert", "-", "--django");

    assertThat(lint.exit()).as(lint.err()).isEqualTo(4);
    assertThat(releases.exit()).as(releases.err()).isZero();
    String text =
        "$ sqlmigrate … | concertina lint -\n"
            + lint.out()
            + "\n$ sqlmigrate … | concertina convert - --django\n"
            + releases.out();
    assertThat(text.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(110));
    Path golden = TEXTS.resolve(script.getFileName().toString().replace(".sql", ".txt"));
    if (Boolean.getBoolean("concertina.golden.write")) {
      Files.createDirectories(TEXTS);
      Files.writeString(golden, text);
    }
    assertThat(text).isEqualTo(Files.readString(golden));
  }

  /** The others go through every phase in {@code ConvertedStoryTest}. */
  @ParameterizedTest
  @ValueSource(strings = {"rename-field", "retype-field"})
  void what_is_converted_is_planned_deployed_and_finished(String name) throws IOException {
    String sql = Files.readString(SCRIPTS.resolve("django").resolve(name + ".sql"));
    try (TestDatabase database = TestServers.pg(18).database()) {
      database.execute(Files.readString(SCRIPTS.resolve("schema.sql")));

      Run convert = run(database, sql, "convert", "-", "--into", directory.toString());
      assertThat(convert.exit()).as(convert.out()).isZero();
      Run plan = run(database, "", "plan");
      assertThat(plan.exit()).as(plan.err()).isZero();
      assertThat(plan.out()).contains("V1  converted", "CONTRACT");
      for (String phase : List.of("deploy", "finish")) {
        Run run = run(database, "", phase);
        assertThat(run.exit()).as(phase + ": " + run.err()).isZero();
      }
    }
  }

  private Run run(TestDatabase database, String input, String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--url", database.url(), "--migrations", directory.toString()));
    return Run.of(Map.of(), input, all.toArray(String[]::new));
  }
}
