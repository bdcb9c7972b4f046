package dev.concertina.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.engine.BusyException;
import dev.concertina.engine.Concertina;
import dev.concertina.engine.UnreachableException;
import dev.concertina.engine.WaitingException;
import dev.concertina.faults.Course.Command;
import dev.concertina.faults.Course.Look;
import dev.concertina.journal.State;
import dev.concertina.testkit.TestDatabase;
import dev.concertina.testkit.TestServer;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** One migration on one server, disturbed at places. */
final class Trial {

  private final Course course;
  private final TestServer server;
  private final Look before;
  private final Look after;
  private final boolean endsWithMigrate;
  private int faults;

  /**
   * Lets the migration run undisturbed once, to know what has to come out.
   *
   * @param server on which databases are made
   */
  Trial(Course course, TestServer server) {
    this.course = course;
    this.server = server;
    try (TestDatabase database = course.begin(server)) {
      this.before = course.look(database);
      Concertina sound = Breakdown.sound(database);
      course.expand().give(sound);
      course.migrate().give(sound);
      this.endsWithMigrate = isContracted(sound);
      for (Command command : course.commands(endsWithMigrate).subList(2, commands().size())) {
        command.give(sound);
      }
      this.after = course.look(database);
    }
  }

  /** How many faults have fired. */
  int faults() {
    return faults;
  }

  /**
   * Disturbs each command at every place, one after another; each time the same command is given
   * again, until it ends.
   *
   * @param share of the places that are chosen: every n-th, from an offset on
   */
  void theSameCommandGoesOn(Share share, List<Harm> harms) {
    try (TestDatabase database = course.begin(server)) {
      int place = 0;
      for (int i = 0; i < commands().size(); i++) {
        Set<String> seen = new HashSet<>();
        Predicate<String> fresh = name -> seen.add(name) && share.takes();
        Optional<String> at;
        do {
          at = disturbed(database, commands().get(i), harms.get(place % harms.size()), fresh);
          place++;
        } while (at.isPresent());
      }
      assertThat(course.look(database)).as("what came out of %s", course).isEqualTo(after);
    }
  }

  /** After a fault at each place of EXPAND and MIGRATE, ABORT goes back, itself disturbed. */
  void abortGoesBack(Share share, List<Harm> harms) {
    try (TestDatabase database = course.begin(server)) {
      Set<String> seen = new HashSet<>();
      Set<String> seenOfAbort = new HashSet<>();
      int place = 0;
      Optional<String> at;
      do {
        Harm harm = harms.get(place++ % harms.size());
        Predicate<String> fresh = name -> !seen.contains(name) && seen.add(name) && share.takes();
        at = disturbed(database, course.expand(), harm, fresh);
        if (at.isEmpty()) {
          at = disturbed(database, course.migrate(), harm, fresh);
        }
        if (isContracted(Breakdown.sound(database))) {
          return;
        }
        disturbed(database, course.abort(), harm, name -> seenOfAbort.add(name) && share.takes());
        course.abort().give(Breakdown.sound(database));
        String when = "after " + at.orElse("MIGRATE") + " and abort of " + course;
        Look now = course.look(database);
        assertThat(now.schema()).as(when).isEqualTo(before.schema());
        if (course.leavesRowsAsTheyWere()) {
          assertThat(now.rows()).as(when).isEqualTo(before.rows());
        }
      } while (at.isPresent());
    }
  }

  /** After a fault at each place of SWITCH, REVERT goes back; then the migration is completed. */
  void revertGoesBack(Share share, List<Harm> harms) {
    if (endsWithMigrate) {
      return;
    }
    try (TestDatabase database = course.begin(server)) {
      Concertina sound = Breakdown.sound(database);
      course.expand().give(sound);
      course.migrate().give(sound);
      Set<String> seen = new HashSet<>();
      int place = 0;
      Optional<String> at;
      do {
        Predicate<String> fresh = name -> !seen.contains(name) && seen.add(name) && share.takes();
        at = disturbed(database, course.switchOver(), harms.get(place++ % harms.size()), fresh);
        course.revert().give(Breakdown.sound(database));
      } while (at.isPresent());
      course.switchOver().give(sound);
      course.contract().give(sound);
      assertThat(course.look(database)).as("what came out of %s", course).isEqualTo(after);
    }
  }

  /** Where the fault fired; empty if the command has ended without one. */
  private Optional<String> disturbed(
      TestDatabase database, Command command, Harm harm, Predicate<String> chosen) {
    Breakdown run = new Breakdown(database, harm, chosen);
    try {
      command.give(run.engine());
    } catch (Harm.Killed | UnreachableException | BusyException | WaitingException e) {
      if (run.place().isEmpty()) {
        throw new AssertionError(course + " failed without a fault", e);
      }
    } catch (RuntimeException e) {
      throw new AssertionError(harm + " at " + run.place() + " of " + course, e);
    }
    run.place().ifPresent(place -> faults++);
    return run.place();
  }

  private List<Command> commands() {
    return course.commands(endsWithMigrate);
  }

  private boolean isContracted(Concertina sound) {
    return sound.status().stream().anyMatch(status -> status.state() == State.CONTRACTED);
  }
}
