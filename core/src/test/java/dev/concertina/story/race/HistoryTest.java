package dev.concertina.story.race;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.change.Migration;
import dev.concertina.source.MigrationText;
import dev.concertina.source.Sources;
import dev.concertina.testkit.TestDatabase;
import dev.concertina.testkit.TestServers;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/**
 * Random histories against an oracle that knows nothing of Concertina. {@code -Pfaults} runs 2,000
 * seeds; {@code -Dconcertina.histories.seeds=N} runs N, {@code -Dconcertina.histories.seed=S}
 * begins with S.
 */
@TestInstance(Lifecycle.PER_CLASS)
class HistoryTest {

  private static final int SEEDS = Integer.getInteger("concertina.histories.seeds", 3);
  private static final long FIRST = Long.getLong("concertina.histories.seed", 20261121);
  private static final int ROWS = 60;
  private static final int SEEDS_FOR_A_MISTAKE = 50;
  private static final boolean ALL = Boolean.getBoolean("concertina.faults.all");

  /** Where a short build begins to look; the long one begins where it is told to. */
  private static final Map<Mutation, Long> CAUGHT_BY =
      Map.of(
          Mutation.A_DROPPED_JOURNAL_WRITE, 20261131L,
          Mutation.A_TRIGGER_WITHOUT_ITS_GUARD, 20261125L,
          Mutation.A_CHECKPOINT_BEFORE_ITS_BATCH, 20261138L);

  private final Map<String, Migration> migrations = new HashMap<>();

  @Test
  @Timeout(value = 5, unit = TimeUnit.HOURS)
  void no_row_is_ever_wrong() throws SQLException {
    int faults = 0;
    for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
      faults += run(seed, Mutation.NONE);
    }
    System.out.printf("histories: %d seeds from %d, %d faults fired%n", SEEDS, FIRST, faults);
    assertThat(faults).isPositive();
  }

  @ParameterizedTest
  @EnumSource(value = Mutation.class, mode = Mode.EXCLUDE, names = "NONE")
  void a_mistake_in_the_engine_is_caught_within_50_seeds(Mutation mistake) {
    long first = ALL ? FIRST : CAUGHT_BY.getOrDefault(mistake, FIRST);
    OptionalLong caught =
        LongStream.range(first, first + SEEDS_FOR_A_MISTAKE)
            .filter(seed -> isCaught(seed, mistake))
            .findFirst();

    assertThat(caught).as(mistake.toString()).isPresent();
    System.out.printf("histories: %s caught by seed %d%n", mistake, caught.getAsLong());
  }

  /** By what the sound engine passes, and after the mistake was made. */
  private boolean isCaught(long seed, Mutation mistake) {
    try (TestDatabase database = database(seed);
        History history = history(database, seed, mistake)) {
      if (passes(history)) {
        return false;
      }
      assertThat(history.mistakes()).as("%s by seed %d", mistake, seed).isPositive();
      run(seed, Mutation.NONE);
      return true;
    } catch (SQLException e) {
      throw new AssertionError("seed " + seed, e);
    }
  }

  private static boolean passes(History history) throws SQLException {
    try {
      history.run();
      return true;
    } catch (AssertionError | RuntimeException e) {
      System.out.printf("histories: %s: %s%n", history, e);
      return false;
    }
  }

  private int run(long seed, Mutation mutation) throws SQLException {
    try (TestDatabase database = database(seed);
        History history = history(database, seed, mutation)) {
      try {
        return history.run();
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed %d, %s".formatted(seed, history), e);
      }
    }
  }

  private History history(TestDatabase database, long seed, Mutation mutation) throws SQLException {
    Scenario scenario = scenario(seed);
    return History.of(database, scenario, migration(scenario), ROWS, seed, mutation);
  }

  private static Scenario scenario(long seed) {
    List<Scenario> scenarios = Scenarios.all();
    return scenarios.get((int) (seed % scenarios.size()));
  }

  private static TestDatabase database(long seed) {
    long turn = seed / Scenarios.all().size();
    return TestServers.pg(TestServers.MAJORS.get((int) (turn % TestServers.MAJORS.size())))
        .database();
  }

  private Migration migration(Scenario scenario) {
    return migrations.computeIfAbsent(
        scenario.migration().orElseThrow(),
        text -> new MigrationText(Sources.PARSER).of("V7__history", "V7__history.sql", text));
  }
}
