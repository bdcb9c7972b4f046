package dev.concertina.story;

import dev.concertina.testkit.TestDatabase;
import dev.concertina.testkit.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every migration in {@code examples/}, in both languages. */
class ExamplesTest {

  private static final Path EXAMPLES = Path.of("..", "examples");

  @TestFactory
  Stream<DynamicTest> every_example_goes_through_every_phase() throws IOException {
    return each("phases", ExamplesTest::phases);
  }

  @TestFactory
  Stream<DynamicTest> every_example_can_be_aborted() throws IOException {
    return each("abort", ExamplesTest::abort);
  }

  private interface Course {
    void run(Story story, Example example) throws IOException;
  }

  /**
   * One migration.
   *
   * @param directory where its schema is
   */
  private record Example(Path directory, Path migration) {

    Story story(TestDatabase database) throws IOException {
      return Story.given(database, Files.readString(directory.resolve("schema.sql")), migration);
    }

    /** What somebody would write who does not care about the old application. */
    String naive() throws IOException {
      Path own = directory.resolve("naive.sql");
      return Files.readString(Files.exists(own) ? own : list(directory.resolve("sql")).get(0));
    }
  }

  private static void phases(Story story, Example example) throws IOException {
    story.expand().migrate();
    if (!story.isComplete()) {
      story.switchOver().revert().switchOver().contract();
    }
    story.endsAsTheNaiveSqlDoes(example.naive());
  }

  private static void abort(Story story, Example example) {
    story.expand().abort().endsAsItBegan();
    story.expand().migrate();
    if (!story.isComplete()) {
      story.abort().endsAsItBegan();
    }
  }

  private static Stream<DynamicTest> each(String what, Course course) throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    int number = 0;
    for (Path directory : list(EXAMPLES)) {
      for (String language : List.of("sql", "yaml")) {
        for (Path migration : list(directory.resolve(language))) {
          for (int major : TestServers.inTurn(number++)) {
            tests.add(test(what, course, new Example(directory, migration), major));
          }
        }
      }
    }
    return tests.stream();
  }

  private static DynamicTest test(String what, Course course, Example example, int major) {
    return DynamicTest.dynamicTest(
        what + " of " + EXAMPLES.relativize(example.migration()) + " on " + major,
        () -> {
          try (TestDatabase database = TestServers.pg(major).database()) {
            course.run(example.story(database), example);
          }
        });
  }

  private static List<Path> list(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted().toList();
    }
  }
}
