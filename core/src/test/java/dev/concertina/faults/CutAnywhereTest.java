package dev.concertina.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.engine.BusyException;
import dev.concertina.engine.Concertina;
import dev.concertina.engine.Listener;
import dev.concertina.engine.Settings;
import dev.concertina.engine.UnreachableException;
import dev.concertina.engine.WaitingException;
import dev.concertina.faults.Course.Command;
import dev.concertina.faults.Course.Look;
import dev.concertina.source.Sources;
import dev.concertina.testkit.Cable;
import dev.concertina.testkit.TestDatabase;
import dev.concertina.testkit.TestServer;
import dev.concertina.testkit.TestServers;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * All connections are cut at a message, whichever that is: the server has got it or has not, and
 * the program cannot know. The nastiest of these is a COMMIT.
 */
class CutAnywhereTest {

  private static final boolean ALL = Boolean.getBoolean("concertina.faults.all");
  private static final long SEED = Long.getLong("concertina.faults.seed", 20261121);
  private static final int CUTS = ALL ? 60 : 3;
  private static final Settings PATIENT =
      Settings.defaults()
          .withLocks(Duration.ofMillis(200), Duration.ofSeconds(20))
          .withBusyWait(Duration.ofSeconds(20));

  @Test
  void at_whichever_message_the_network_is_cut_the_same_command_goes_on() {
    Random random = new Random(SEED);
    int fired = 0;
    for (Course course : Courses.all()) {
      if (ALL || course.name().equals("plan rename-foreign-key-column.sql")) {
        TestServer server =
            TestServers.pg(TestServers.MAJORS.get(random.nextInt(TestServers.MAJORS.size())));
        fired += cut(course, server, random);
      }
    }
    System.out.printf("faults: %d cuts fired, seed %d%n", fired, SEED);
    assertThat(fired).isPositive();
  }

  private static int cut(Course course, TestServer server, Random random) {
    List<Command> commands = course.forward();
    Look after;
    long messages;
    try (TestDatabase database = course.begin(server);
        Cable cable = Cable.to(database)) {
      commands.forEach(command -> command.give(engine(cable)));
      after = Look.at(database);
      messages = cable.messages();
    }
    int fired = 0;
    for (int i = 0; i < CUTS; i++) {
      long at = random.nextLong(1, messages + 1);
      boolean arrives = random.nextBoolean();
      try (TestDatabase database = course.begin(server);
          Cable cable = Cable.to(database)) {
        cable.cutAtMessage(at, arrives);
        for (Command command : commands) {
          fired += insist(command, cable);
        }
        assertThat(Look.at(database))
            .as("%s, cut at message %d, which %s", course, at, arrives ? "arrives" : "is lost")
            .isEqualTo(after);
      }
    }
    return fired;
  }

  /** Gives the command until it is done; how often the cable was cut. */
  private static int insist(Command command, Cable cable) {
    int cuts = 0;
    while (true) {
      try {
        command.give(engine(cable));
        if (!cable.isCut()) {
          return cuts;
        }
      } catch (UnreachableException | BusyException | WaitingException e) {
        if (!cable.isCut()) {
          throw new AssertionError("failed without a cut", e);
        }
      }
      cuts++;
      cable.mend();
    }
  }

  private static Concertina engine(Cable cable) {
    return Concertina.connect(
        name -> DriverManager.getConnection(cable.url()),
        PATIENT,
        new Listener() {},
        Sources.PARSER);
  }
}
