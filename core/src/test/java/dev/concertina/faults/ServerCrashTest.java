package dev.concertina.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.testkit.TestServer;
import dev.concertina.testkit.TestServers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * kill -9 inside of PostgreSQL, which then ends all sessions and recovers from its log. A server of
 * its own, which commits before it says so.
 */
class ServerCrashTest {

  private static final boolean ALL = Boolean.getBoolean("concertina.faults.all");
  private static final Map<String, String> DURABLE =
      Map.of("synchronous_commit", "on", "restart_after_crash", "on");

  static List<Integer> servers() {
    return ALL ? TestServers.MAJORS : List.of(18);
  }

  @ParameterizedTest(name = "PostgreSQL {0}")
  @MethodSource("servers")
  void after_the_recovery_the_same_command_goes_on(int major) {
    List<Course> courses =
        Courses.all().stream().filter(c -> ALL || c.name().equals("plan change-type.sql")).toList();
    try (TestServer server = TestServers.own(major, DURABLE)) {
      for (Course course : courses) {
        Trial trial = new Trial(course, server);
        trial.theSameCommandGoesOn(new Share(ALL ? 5 : 16, 0), List.of(Harm.SERVER_KILLED));
        assertThat(trial.faults()).as(course.name()).isPositive();
      }
    }
  }
}
