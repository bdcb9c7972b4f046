package dev.concertina.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.lint.convert.CatalogWaysBack;
import dev.concertina.lint.convert.Converted;
import dev.concertina.lint.convert.Converter;
import dev.concertina.lint.file.SqlFile;
import dev.concertina.source.Sources;
import dev.concertina.testkit.TestDatabase;
import dev.concertina.testkit.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Scripts of other tools, and what {@code convert} makes of them: through every phase it comes to
 * what the script does at once. The seven destructive changes are as Django's {@code sqlmigrate}
 * prints them.
 */
class ConvertedStoryTest {

  private static final Path SCRIPTS = Path.of("src", "test", "resources", "convert");

  private static TestDatabase known;
  private static Connection connection;

  @BeforeAll
  static void create() throws IOException {
    known = TestServers.pg(18).database();
    known.execute(schema());
    connection = known.connection();
  }

  @AfterAll
  static void drop() throws SQLException {
    connection.close();
    known.close();
  }

  /**
   * The seven and every fourth of the others on the newest server; with {@code -Pevery-server} all
   * on all.
   */
  static Stream<Arguments> scripts() throws IOException {
    String majors = System.getProperty("concertina.majors", "");
    List<Path> scripts = new ArrayList<>(below("django"));
    List<Path> others = below("naive");
    for (int i = 0; i < others.size(); i += majors.isEmpty() ? 4 : 1) {
      scripts.add(others.get(i));
    }
    List<String> servers = majors.isEmpty() ? List.of("18") : List.of(majors.split(",", -1));
    return servers.stream()
        .flatMap(
            major ->
                scripts.stream()
                    .map(file -> Arguments.of(file.getFileName(), file, Integer.valueOf(major))));
  }

  private static List<Path> below(String directory) throws IOException {
    try (Stream<Path> files = Files.list(SCRIPTS.resolve(directory))) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest(name = "{0} on {2}")
  @MethodSource("scripts")
  void comes_to_the_same(Path name, Path script, int major) throws IOException {
    String naive = Files.readString(script);
    Converted converted =
        new Converter(Sources.PARSER, new CatalogWaysBack(connection))
            .convert(SqlFile.of(name.toString(), Optional.empty(), naive));
    assertThat(converted.left()).as(converted.text()).isZero();
    try (TestDatabase database = TestServers.pg(major).database()) {
      Story story = Story.given(database, schema(), converted.text());
      assertThat(story.plan().phases()).anySatisfy(phase -> assertThat(phase.steps()).isNotEmpty());
      story.expand().migrate();
      if (!story.isComplete()) {
        story.switchOver().contract();
      }
      story.endsWithTheRowsOfTheNaiveSql(naive);
    }
  }

  private static String schema() throws IOException {
    return Files.readString(SCRIPTS.resolve("schema.sql"));
  }
}
