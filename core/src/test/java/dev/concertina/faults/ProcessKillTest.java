package dev.concertina.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.faults.Course.Command;
import dev.concertina.faults.Course.Look;
import dev.concertina.testkit.TestDatabase;
import dev.concertina.testkit.TestServers;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * kill -9 of a real process: nobody closes its sessions, and what runs in them runs on until the
 * server notices. {@code -Pfaults} takes every migration of the examples and of the golden plans
 * and every fourth place of them, each build one and a few places.
 */
class ProcessKillTest {

  private static final boolean ALL = Boolean.getBoolean("concertina.faults.all");
  private static final String ONE = "plan rename-column.sql";
  private static final int EVERY = ALL ? 4 : 24;

  @TempDir private Path directory;

  static Stream<Arguments> courses() {
    return TestServers.MAJORS.stream()
        .filter(major -> ALL || major == 18)
        .flatMap(
            major ->
                (ALL ? Courses.all() : List.of(Courses.named(ONE)))
                    .stream().map(course -> Arguments.of(course, major)));
  }

  @ParameterizedTest(name = "{0} on {1}")
  @MethodSource("courses")
  void the_same_command_goes_on_after_kill_9_of_the_process(Course course, int major)
      throws Exception {
    Look after;
    try (TestDatabase database = course.begin(TestServers.pg(major))) {
      for (Command command : course.forward()) {
        command.give(Breakdown.sound(database));
      }
      after = Look.at(database);
    }
    int killed = 0;
    try (TestDatabase database = course.begin(TestServers.pg(major))) {
      for (int i = 0; i < course.forward().size(); i++) {
        Set<String> seen = new LinkedHashSet<>();
        while (isKilled(database, course, i, seen)) {
          killed++;
        }
      }
      assertThat(Look.at(database)).isEqualTo(after);
    }
    System.out.printf("faults: %s on %d: killed -9 %d times%n", course, major, killed);
    assertThat(killed).isPositive();
  }

  /** Whether it came to a place, where it was killed; otherwise the command is done. */
  private boolean isKilled(TestDatabase database, Course course, int command, Set<String> seen)
      throws IOException, InterruptedException {
    Path places = Files.write(directory.resolve("places"), seen);
    Path err = directory.resolve("err");
    Process process =
        new ProcessBuilder(command(database.url(), course.name(), command, places))
            .redirectError(err.toFile())
            .start();
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(Victim.STANDS)) {
          seen.add(line.substring(Victim.STANDS.length()));
          process.destroyForcibly().waitFor();
          return true;
        }
        seen.add(line.substring(Victim.PASSED.length()));
      }
      assertThat(process.waitFor()).as(Files.readString(err)).isZero();
      return false;
    } finally {
      process.destroyForcibly();
    }
  }

  private static List<String> command(String url, String course, int command, Path places) {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp"));
    words.add(System.getProperty("java.class.path"));
    words.add(Victim.class.getName());
    words.addAll(List.of(url, course, Integer.toString(command)));
    words.addAll(List.of(places.toString(), Integer.toString(EVERY)));
    return words;
  }
}
