package dev.concertina.testkit;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The servers of this JVM: each is started when it is first asked for and stopped when the JVM
 * ends. Safe for any number of threads.
 */
public final class TestServers {

  /** The oldest and the newest major version that Concertina works with. */
  public static final List<Integer> MAJORS = List.of(14, 18);

  /** Every major version that Concertina works with. */
  public static final List<Integer> ALL_MAJORS = List.of(14, 15, 16, 17, 18);

  private static final Map<Integer, TestServer> STARTED = new ConcurrentHashMap<>();

  private TestServers() {}

  /**
   * The server of a major version.
   *
   * @throws IllegalArgumentException if it is none of {@link #ALL_MAJORS}
   */
  public static TestServer pg(int major) {
    if (!ALL_MAJORS.contains(major)) {
      throw new IllegalArgumentException("no PostgreSQL " + major + " here, only " + ALL_MAJORS);
    }
    return STARTED.computeIfAbsent(major, TestServer::start);
  }

  /**
   * A server of one test, for settings that others must not meet. The caller closes it.
   *
   * @param settings by name, as in {@code postgresql.conf}
   */
  public static TestServer own(int major, Map<String, String> settings) {
    return TestServer.start(major, settings, builder -> {});
  }

  /**
   * A fresh database on each server; for {@link OnEveryServer}. {@code
   * -Dconcertina.majors=15,16,17} takes other servers.
   */
  static Stream<TestDatabase> freshDatabases() {
    return majors().map(major -> pg(major).database());
  }

  /**
   * Where the case of a number is run, of a test with many of them: on one server in turn, or on
   * all of {@code -Dconcertina.majors}.
   */
  public static List<Integer> inTurn(int number) {
    return wanted().orElseGet(() -> List.of(MAJORS.get(number % MAJORS.size())));
  }

  private static Stream<Integer> majors() {
    return wanted().orElse(MAJORS).stream();
  }

  private static Optional<List<Integer>> wanted() {
    return Optional.of(System.getProperty("concertina.majors", ""))
        .filter(majors -> !majors.isEmpty())
        .map(majors -> Arrays.stream(majors.split(",", -1)).map(Integer::valueOf).toList());
  }
}
