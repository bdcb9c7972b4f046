package dev.concertina.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.concertina.faults.Course.Command;
import dev.concertina.faults.Course.Look;
import dev.concertina.testkit.PgDump;
import dev.concertina.testkit.TestDatabase;
import dev.concertina.testkit.TestServers;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A database that is dumped with pg_dump in the middle of a migration and restored into another
 * one, at every place of every phase; the restored one goes on. {@code -Pfaults} takes every
 * migration of the examples and of the golden plans, each build one. Needs a pg_dump that is not
 * older than the server; what it did not find, it does not try.
 */
class DumpRestoreTest {

  private static final boolean ALL = Boolean.getBoolean("concertina.faults.all");
  private static final int EVERY = 12;

  static Stream<Arguments> courses() {
    return TestServers.MAJORS.stream()
        .flatMap(
            major ->
                (ALL ? Courses.all() : List.of(Courses.named("plan change-type.sql")))
                    .stream().map(course -> Arguments.of(course, major)));
  }

  @ParameterizedTest(name = "{0} on {1}")
  @MethodSource("courses")
  void a_restored_database_goes_on_from_where_the_dump_was_made(Course course, int major) {
    Optional<PgDump> pgDump = PgDump.of(major);
    assumeTrue(pgDump.isPresent(), "no pg_dump for PostgreSQL " + major + " here");

    List<Command> commands = course.forward();
    TestDatabase database = course.begin(TestServers.pg(major));
    Look after;
    try (TestDatabase undisturbed = course.begin(TestServers.pg(major))) {
      commands.forEach(command -> command.give(Breakdown.sound(undisturbed)));
      try (TestDatabase copy = pgDump.orElseThrow().copy(undisturbed)) {
        after = Look.at(copy); // of constraints, pg_dump does not keep every flag
      }
    }
    Share share = new Share(ALL ? 1 : EVERY, 0);
    int restored = 0;
    for (Command command : commands) {
      Set<String> seen = new HashSet<>();
      while (dies(database, command, seen, share)) {
        TestDatabase copy = pgDump.orElseThrow().copy(database);
        database.close();
        database = copy;
        restored++;
      }
    }
    assertThat(Look.at(database)).isEqualTo(after);
    assertThat(restored).isPositive();
    System.out.printf("faults: %s on %d: restored %d times%n", course, major, restored);
    database.close();
  }

  private static boolean dies(
      TestDatabase database, Command command, Set<String> seen, Share share) {
    Breakdown run = new Breakdown(database, Harm.KILLED, name -> seen.add(name) && share.takes());
    try {
      command.give(run.engine());
    } catch (Harm.Killed e) {
      assertThat(run.place()).isPresent();
    }
    return run.place().isPresent();
  }
}
