package dev.concertina.story.race;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;
import dev.concertina.testkit.TestServers;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random writers of both versions, at the same time as every phase: each version reads, at each
 * standstill, what its writers' own logs say, both shapes agree by two independent counts, and no
 * writer sees an error.
 *
 * <p>The schedule is concurrent, so a seed gives the same operations but not the same interleaving.
 * {@code -Dconcertina.race.seeds=N} runs N seeds on a larger table, {@code
 * -Dconcertina.race.seed=S} begins with S.
 */
class RaceTest {

  private static final int SEEDS = Integer.getInteger("concertina.race.seeds", 1);
  private static final long FIRST = Long.getLong("concertina.race.seed", 20261121);
  private static final int ROWS = Integer.getInteger("concertina.race.rows", 600);

  /** From one seed to the next, each change is on the other server. */
  static Stream<Arguments> races() {
    List<Scenario> scenarios = Scenarios.all();
    return LongStream.range(FIRST, FIRST + SEEDS)
        .boxed()
        .flatMap(
            seed ->
                IntStream.range(0, scenarios.size())
                    .mapToObj(i -> Arguments.of(scenarios.get(i), seed, server(i + seed))));
  }

  private static int server(long turn) {
    return TestServers.MAJORS.get((int) (turn % TestServers.MAJORS.size()));
  }

  @ParameterizedTest(name = "{0}, seed {1}, PostgreSQL {2}")
  @MethodSource("races")
  void each_version_reads_what_the_writers_logs_say(Scenario scenario, long seed, int major)
      throws SQLException {
    try (TestDatabase database = TestServers.pg(major).database();
        Race race = Race.start(database, scenario, ROWS, seed)) {
      race.throughout();
    }
  }

  static Stream<Arguments> partitionedRaces() {
    return LongStream.range(FIRST, FIRST + SEEDS)
        .boxed()
        .flatMap(
            seed ->
                Scenarios.partitioned().stream()
                    .flatMap(
                        scenario ->
                            TestServers.MAJORS.stream()
                                .map(major -> Arguments.of(scenario, seed, major))));
  }

  @ParameterizedTest(name = "{0}, seed {1}, PostgreSQL {2}")
  @MethodSource("partitionedRaces")
  void rows_that_move_between_partitions_stay_in_step(Scenario scenario, long seed, int major)
      throws SQLException {
    try (TestDatabase database = TestServers.pg(major).database();
        Race race = Race.start(database, scenario, ROWS, seed)) {
      race.throughout();
    }
  }

  @OnEveryServer
  void without_a_migration_the_logs_are_right(TestDatabase database) throws SQLException {
    try (Race race = Race.start(database, Scenarios.withoutMigration(), 300, FIRST)) {
      for (Window window : List.of(Window.OLD_ONLY, Window.BOTH)) {
        race.write(600, window);
        race.judged("writing", true, () -> {});
      }
    }
  }

  @OnEveryServer
  void a_row_that_was_written_past_the_log_is_found(TestDatabase database) throws SQLException {
    try (Race race = Race.start(database, Scenarios.withoutMigration(), 60, FIRST)) {
      race.write(60, Window.BOTH);
      race.still(
          () -> {
            assertThat(race.faults(true)).isEmpty();
            database.execute("UPDATE t SET touched = touched WHERE id = (SELECT max(id) FROM t)");
            assertThat(race.faults(true)).isNotEmpty();
          });
    }
  }

  @OnEveryServer
  void a_sync_that_was_off_for_a_moment_is_found(TestDatabase database) throws SQLException {
    try (Race race = Race.start(database, Scenarios.retypeWithLossyDown(), 60, FIRST)) {
      race.open();
      race.still(() -> assertThat(race.faults(true)).isEmpty());
      database.execute("ALTER TABLE t DISABLE TRIGGER USER");
      race.more(60);
      database.execute("ALTER TABLE t ENABLE TRIGGER USER");
      race.still(
          () -> {
            assertThat(race.faults(true)).anyMatch(fault -> fault.startsWith("key "));
            assertThat(race.faults(true)).anyMatch(fault -> fault.contains("rows disagree"));
            assertThat(race.agrees()).isFalse();
          });
    }
  }
}
