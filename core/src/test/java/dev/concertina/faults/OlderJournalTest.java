package dev.concertina.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.concertina.change.MigrationException;
import dev.concertina.engine.Concertina;
import dev.concertina.faults.Course.Command;
import dev.concertina.faults.Course.Look;
import dev.concertina.gate.GateAnswer;
import dev.concertina.journal.OlderLayout;
import dev.concertina.testkit.TestDatabase;
import dev.concertina.testkit.TestServers;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The program is replaced in the middle of a migration. */
class OlderJournalTest {

  private static final boolean ALL = Boolean.getBoolean("concertina.faults.all");
  private static final int NEWER = 1000;

  static Stream<Integer> olderLayouts() {
    return Stream.of(1, 2, 3, 4, 5, 6, 7);
  }

  @ParameterizedTest(name = "layout {0}")
  @MethodSource("olderLayouts")
  void a_migration_that_an_older_program_began_is_finished(int layout) {
    Course course = course();
    List<Command> commands = course.forward();
    Look after;
    try (TestDatabase database = course.begin(TestServers.pg(18))) {
      commands.forEach(command -> command.give(Breakdown.sound(database)));
      after = Look.at(database);
    }
    List<Integer> places = ALL ? List.of(1, 2, 3) : List.of(Math.min(layout, 3));
    for (int begun : places) {
      try (TestDatabase database = course.begin(TestServers.pg(18))) {
        Concertina engine = Breakdown.sound(database);
        commands.subList(0, begun).forEach(command -> command.give(engine));
        OlderLayout.make(database, "concertina", layout);

        assertThat(engine.status())
            .singleElement()
            .satisfies(status -> assertThat(status.gate().isPresent()).isEqualTo(begun == 3))
            .satisfies(status -> assertThat(status.gate().filter(GateAnswer::isOpen)).isEmpty());
        commands.subList(begun, commands.size()).forEach(command -> command.give(engine));
        assertThat(Look.at(database)).isEqualTo(after);
        assertThat(database.query("SELECT count(*) > 0 FROM concertina.history"))
            .containsExactly("t");
      }
    }
  }

  @ParameterizedTest(name = "PostgreSQL {0}")
  @ValueSource(ints = 18)
  void a_newer_journal_is_refused_by_every_command_and_stays_as_it_is(int major) {
    Course course = course();
    try (TestDatabase database = course.begin(TestServers.pg(major))) {
      Concertina engine = Breakdown.sound(database);
      course.expand().give(engine);
      Look before = Look.at(database);
      database.execute("UPDATE concertina.layout SET number = " + NEWER);
      for (ThrowingCallable command :
          List.<ThrowingCallable>of(
              engine::status,
              () -> course.expand().give(engine),
              () -> course.migrate().give(engine),
              () -> course.abort().give(engine),
              () -> engine.repair(List.of(course.migration())),
              () -> engine.helm().resume())) {
        assertThatThrownBy(command)
            .isInstanceOfSatisfying(
                MigrationException.class, e -> assertThat(e.code()).isEqualTo("newer-journal"));
      }
      assertThat(Look.at(database)).isEqualTo(before);
      assertThat(
              database.query("SELECT state || number FROM concertina.migration, concertina.layout"))
          .containsExactly("EXPANDED" + NEWER);
    }
  }

  private static Course course() {
    return Courses.of(
        """
        CREATE TABLE users (id int PRIMARY KEY, name text);
        INSERT INTO users SELECT g, 'u' || g FROM generate_series(1, 300) g;
        """,
        "ALTER TABLE users RENAME COLUMN name TO label;");
  }
}
