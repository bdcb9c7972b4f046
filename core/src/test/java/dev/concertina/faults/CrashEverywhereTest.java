package dev.concertina.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.testkit.TestServers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every migration of the examples and of the golden plans, in every phase, before and after each
 * step and batch and in the middle of each transaction: a {@link Harm} at each place, in turn.
 * {@code -Pfaults} tries everything, each build a few; {@code -Dconcertina.faults.seed=S} chooses
 * others, {@code -Dconcertina.faults.slice=3/10} the third of ten parts of everything, {@code
 * -Dconcertina.faults.course=move-column} the courses that are called so.
 */
class CrashEverywhereTest {

  private static final boolean ALL = Boolean.getBoolean("concertina.faults.all");
  private static final long SEED = Long.getLong("concertina.faults.seed", 20261121);
  private static final String CALLED = System.getProperty("concertina.faults.course", "");
  private static final int FEW = 1;
  private static final int EVERY = 5;

  /** What a run can come to. */
  private static final List<List<Harm>> SERIES =
      List.of(
          List.of(Harm.KILLED),
          List.of(Harm.SESSION_ENDED, Harm.LOCK_ENDED, Harm.ASKED_TO_STOP, Harm.SESSIONS_ENDED));

  static Stream<Arguments> trials() {
    System.out.println("faults: " + (ALL ? "everything" : "a few from seed " + SEED));
    List<Arguments> all = new ArrayList<>();
    for (Course course : called(Courses.all())) {
      for (int major : TestServers.MAJORS) {
        SERIES.forEach(harms -> all.add(Arguments.of(course, major, harms)));
      }
    }
    Collections.shuffle(all, new Random(SEED));
    return ALL ? Slice.ofProperty().of(all).stream() : all.subList(0, FEW).stream();
  }

  private static List<Course> called(List<Course> courses) {
    List<Course> chosen =
        courses.stream().filter(course -> course.toString().contains(CALLED)).toList();
    assertThat(chosen).as("courses called " + CALLED).isNotEmpty();
    return chosen;
  }

  @ParameterizedTest(name = "{0} on {1}, {2}")
  @MethodSource("trials")
  void the_same_command_finishes_and_the_way_back_goes_back(
      Course course, int major, List<Harm> harms) {
    Trial trial = new Trial(course, TestServers.pg(major));
    trial.theSameCommandGoesOn(share(), harms);
    trial.abortGoesBack(share(), harms);
    trial.revertGoesBack(share(), harms);
    System.out.printf("faults: %s on %d, %s: %d fired%n", course, major, harms, trial.faults());
    assertThat(trial.faults()).isPositive();
  }

  private static Share share() {
    return ALL ? Share.all() : new Share(EVERY, (int) (SEED % EVERY));
  }
}
