package dev.concertina.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.concertina.engine.Concertina;
import dev.concertina.engine.Verification;
import dev.concertina.faults.Course.Command;
import dev.concertina.plan.Phase;
import dev.concertina.plan.Plan;
import dev.concertina.source.MigrationText;
import dev.concertina.source.Sources;
import dev.concertina.story.Application;
import dev.concertina.story.twin.SchemaSnapshot;
import dev.concertina.testkit.TestDatabase;
import java.util.HashSet;
import java.util.Set;

/** One migration on one database, phase by phase, with a fault where the test wants one. */
final class Deploy {

  private final TestDatabase database;
  private final Course course;
  private final String naive;
  private final Concertina sound;
  private final String before;

  private Deploy(TestDatabase database, Course course, String naive) {
    this.database = database;
    this.course = course;
    this.naive = naive;
    database.execute(course.schema());
    this.before = SchemaSnapshot.of(database);
    this.sound = Breakdown.sound(database);
  }

  static Deploy given(TestDatabase database, String schema, String migration) {
    String file = migration.startsWith("changes:") ? "V7__deploy.yaml" : "V7__deploy.sql";
    return new Deploy(
        database,
        new Course("deploy", schema, new MigrationText(Sources.PARSER).of(file, file, migration)),
        migration);
  }

  Plan plan() {
    return sound.plan(course.migration());
  }

  /** The id of the step that runs such a statement. */
  String stepOf(Phase phase, String words) {
    return plan().phase(phase).steps().stream()
        .filter(step -> step.statements().stream().anyMatch(s -> s.sql().contains(words)))
        .findFirst()
        .orElseThrow()
        .id();
  }

  Deploy expand() {
    return runs(course.expand());
  }

  Deploy migrate() {
    return runs(course.migrate());
  }

  Deploy switchOver() {
    return runs(course.switchOver());
  }

  Deploy revert() {
    return runs(course.revert());
  }

  Deploy contract() {
    return runs(course.contract());
  }

  Deploy abort() {
    return runs(course.abort());
  }

  /** All the way. */
  Deploy throughout() {
    return expand().migrate().switchOver().contract();
  }

  Course course() {
    return course;
  }

  private Deploy runs(Command command) {
    command.give(sound);
    return this;
  }

  /** The process dies at the place, which it must come by. */
  Deploy diesAt(String place, Command command) {
    Breakdown run = new Breakdown(database, Harm.KILLED, place::equals);
    assertThatThrownBy(() -> command.give(run.engine())).isInstanceOf(Harm.Killed.class);
    assertThat(run.place()).contains(place);
    return this;
  }

  /** The process dies at every place of the command, one after another; each time it goes on. */
  Deploy diesEverywhereIn(Command command) {
    Set<String> seen = new HashSet<>();
    Breakdown run;
    do {
      run = new Breakdown(database, Harm.KILLED, seen::add);
      try {
        command.give(run.engine());
      } catch (Harm.Killed e) {
        assertThat(run.place()).isPresent();
      }
    } while (run.place().isPresent());
    assertThat(seen).hasSizeGreaterThan(1);
    return this;
  }

  Application oldApplication() {
    return new Application(database, "public");
  }

  Application newApplication() {
    return new Application(database, "v7, public");
  }

  Application application(String searchPath) {
    return new Application(database, searchPath);
  }

  Verification verify() {
    return sound.verify(course.version());
  }

  /** The schema is what the naive SQL makes of the same one on a twin database. */
  void endsAsTheNaiveSqlDoes(String... instead) {
    try (TestDatabase twin = database.server().database()) {
      twin.execute(course.schema());
      twin.execute(instead.length == 0 ? new String[] {naive} : instead);
      assertThat(SchemaSnapshot.of(database)).isEqualTo(SchemaSnapshot.of(twin));
    }
  }

  void endsAsItBegan() {
    assertThat(SchemaSnapshot.of(database)).isEqualTo(before);
  }
}
