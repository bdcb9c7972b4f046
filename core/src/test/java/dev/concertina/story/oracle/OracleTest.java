package dev.concertina.story.oracle;

import static org.junit.jupiter.api.Assertions.fail;

import dev.concertina.story.oracle.Cases.Subject;
import dev.concertina.story.oracle.Verdict.Broken;
import dev.concertina.testkit.TestServer;
import dev.concertina.testkit.TestServers;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random migrations of random schemas with random writes, on twins. A few cases in each build;
 * {@code -Poracle} runs many on every server ({@code CONTRIBUTING.md}). A broken case is printed as
 * small as it could be made, with its seed.
 */
@TestInstance(Lifecycle.PER_CLASS)
class OracleTest {

  private static final long FIRST = Long.getLong("concertina.oracle.seed", 20261121);
  private static final int CASES = Integer.getInteger("concertina.oracle.cases", 4);
  private static final List<Integer> MAJORS =
      Arrays.stream(System.getProperty("concertina.oracle.majors", "14,18").split(","))
          .map(Integer::valueOf)
          .toList();
  private static final List<Subject> SUBJECTS =
      Arrays.stream(
              System.getProperty("concertina.oracle.subjects", "COLUMNS,OBJECTS,TABLES").split(","))
          .map(Subject::valueOf)
          .toList();
  private static final boolean REASONS = Boolean.getBoolean("concertina.oracle.reasons");
  private static final int SHRINKING = Integer.getInteger("concertina.oracle.shrinking", 150);

  private final Map<String, Integer> counts = new TreeMap<>();

  static Stream<Arguments> cases() {
    return SUBJECTS.stream()
        .flatMap(
            subject ->
                LongStream.range(FIRST, FIRST + CASES)
                    .mapToObj(
                        seed ->
                            Arguments.of(seed, MAJORS.get((int) (seed % MAJORS.size())), subject)));
  }

  @BeforeAll
  void begin() {
    System.out.println(
        "oracle: "
            + CASES
            + " cases of each of "
            + SUBJECTS
            + " from seed "
            + FIRST
            + " on "
            + MAJORS);
    MAJORS.forEach(major -> roles(TestServers.pg(major)));
  }

  @ParameterizedTest(name = "seed {0}, PostgreSQL {1}, {2}")
  @MethodSource("cases")
  @Timeout(value = 20, unit = TimeUnit.MINUTES)
  void schema_and_rows_are_those_of_the_naive_sql(long seed, int major, Subject subject) {
    TestServer server = TestServers.pg(major);
    Case chance = Cases.of(seed, major, subject);
    Verdict verdict = Twins.run(server, chance);
    counts.merge(words(verdict), 1, Integer::sum);
    if (verdict instanceof Broken found) {
      String report = report(seed, server, chance, found);
      System.out.println(report);
      fail(report);
    }
  }

  @AfterAll
  void tell() {
    counts.forEach((what, count) -> System.out.println("oracle: %4d %s".formatted(count, what)));
  }

  private static void roles(TestServer server) {
    for (String role : Schemas.ROLES) {
      String make =
          "DO $$ BEGIN IF to_regrole('%1$s') IS NULL THEN CREATE ROLE %1$s; END IF; END $$";
      server.maintenance().execute(make.formatted(role));
    }
  }

  private static String report(long seed, TestServer server, Case chance, Broken found) {
    Case small =
        new Shrinker(
                tried ->
                    Twins.run(server, tried) instanceof Broken again
                        && again.kind().equals(found.kind()),
                SHRINKING)
            .shrink(chance);
    Verdict said = Twins.run(server, small);
    return "seed %d on %s: %s\n%s".formatted(seed, server, said, small);
  }

  private static String words(Verdict verdict) {
    if (verdict instanceof Verdict.Refused refused) {
      return "refused, "
          + refused.code()
          + (refused.naiveWorks() ? "" : ", and the naive SQL fails too")
          + (REASONS ? ": " + refused.message() : "");
    }
    if (verdict instanceof Verdict.Equal equal) {
      return equal.reordered() ? "equal, with another order of columns" : "equal";
    }
    if (verdict instanceof Verdict.Moot none) {
      return REASONS ? "moot: " + none.why() : "moot";
    }
    return "broken";
  }
}
