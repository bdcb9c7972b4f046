package dev.concertina.plan;

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

/** Each change in {@code examples/} takes the locks that its plan tells, in every phase. */
class LocksOfExamplesTest {

  private static final Path EXAMPLES = Path.of("..", "examples");

  private static final List<Phase> COURSE =
      List.of(
          Phase.EXPAND, Phase.MIGRATE, Phase.SWITCH, Phase.REVERT, Phase.SWITCH, Phase.CONTRACT);

  @TestFactory
  Stream<DynamicTest> every_step_locks_what_the_plan_tells() throws IOException {
    return each("phases", COURSE);
  }

  @TestFactory
  Stream<DynamicTest> so_does_every_step_of_abort() throws IOException {
    return each("abort", List.of(Phase.EXPAND, Phase.MIGRATE, Phase.ABORT));
  }

  private static Stream<DynamicTest> each(String what, List<Phase> course) throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    int number = 0;
    for (Path example : list(EXAMPLES)) {
      for (int major : TestServers.inTurn(number++)) {
        String name = what + " of " + EXAMPLES.relativize(example) + " on " + major;
        tests.add(DynamicTest.dynamicTest(name, () -> run(example, course, major)));
      }
    }
    return tests.stream();
  }

  private static void run(Path example, List<Phase> course, int major) throws IOException {
    try (TestDatabase database = TestServers.pg(major).database()) {
      database.execute(Files.readString(example.resolve("schema.sql")));
      Path directory = example.resolve("sql");
      Path migration =
          list(Files.isDirectory(directory) ? directory : example.resolve("yaml")).get(0);
      Rehearsal rehearsal =
          Rehearsal.of(
              database, String.valueOf(migration.getFileName()), Files.readString(migration));
      TakenLocks locks = new TakenLocks(database);
      for (Phase phase : course) {
        for (Step step : rehearsal.plan().phase(phase).steps()) {
          if (step instanceof Step.Ddl ddl) {
            locks.assertAsPlanned(ddl);
          } else {
            rehearsal.run(step);
          }
        }
      }
    }
  }

  private static List<Path> list(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> !file.endsWith("README.md")).sorted().toList();
    }
  }
}
