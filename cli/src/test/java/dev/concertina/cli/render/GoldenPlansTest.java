package dev.concertina.cli.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.change.Migration;
import dev.concertina.engine.CatalogPlans;
import dev.concertina.parser.PostgresParser;
import dev.concertina.source.MigrationText;
import dev.concertina.sql.Identifier;
import dev.concertina.testkit.TestDatabase;
import dev.concertina.testkit.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What each change does to a database, as its user reads it: {@code plans/NAME.sql} over {@code
 * plans/schema.sql} on PostgreSQL 18 is planned as {@code plans/NAME.txt} says. Run with {@code
 * -Dconcertina.golden.write=true} to write the texts anew, and read the difference.
 */
class GoldenPlansTest {

  private static final PostgresParser PARSER = new PostgresParser();

  private static final Path PLANS = Path.of("src/test/resources/plans");
  private static final boolean WRITE = Boolean.getBoolean("concertina.golden.write");

  private static TestDatabase database;

  @BeforeAll
  static void create() throws IOException {
    database = TestServers.pg(18).database();
    database.execute(Files.readString(PLANS.resolve("schema.sql")));
  }

  @AfterAll
  static void drop() {
    database.close();
  }

  @TestFactory
  Stream<DynamicTest> each_change_is_planned_as_its_text_says() throws IOException {
    try (Stream<Path> files = Files.list(PLANS)) {
      return files
          .filter(file -> !file.toString().endsWith(".txt") && !file.endsWith("schema.sql"))
          .sorted()
          .toList()
          .stream()
          .map(file -> DynamicTest.dynamicTest(name(file), () -> compare(file)));
    }
  }

  private static void compare(Path file) throws IOException, SQLException {
    Path golden = PLANS.resolve(name(file) + ".txt");
    String planned = planned(file);
    assertThat(planned.lines())
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(100));
    if (WRITE) {
      Files.writeString(golden, planned);
    }
    assertThat(planned).isEqualTo(Files.readString(golden));
  }

  private static String planned(Path file) throws IOException, SQLException {
    Migration migration =
        new MigrationText(PARSER)
            .of("V7__" + name(file).replace('-', '_'), file.toString(), Files.readString(file));
    try (Connection connection = database.connection()) {
      return PlanText.of(
          new CatalogPlans(new Identifier("concertina"), PARSER).plan(migration, connection),
          new Style(false),
          PlanText.Detail.SQL);
    }
  }

  private static String name(Path file) {
    return file.getFileName().toString().replaceFirst("\\.[a-z]+$", "");
  }
}
