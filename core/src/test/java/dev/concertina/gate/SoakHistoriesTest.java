package dev.concertina.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.evidence.LiveStatement;
import dev.concertina.evidence.Observation;
import dev.concertina.evidence.Observation.Ledger;
import dev.concertina.evidence.StatementText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Random histories of a server, with an odd seed of one that says when each counter began
 * (PostgreSQL 17 and later), whose statistics are looked at now and then: old statements are
 * called, vanish one by one or all at once, and come back; the server is away for a while. {@code
 * -Dconcertina.soak.seeds=1000} runs more of them, {@code -Dconcertina.soak.seed} one.
 */
class SoakHistoriesTest {

  private static final Duration SOAK = Duration.ofMinutes(5);
  private static final Instant BEGIN = Instant.parse("2026-11-21T12:00:00Z");
  private static final long FIRST_SEED = 20261121;
  private static final int SEEDS = Integer.getInteger("concertina.soak.seeds", 200);
  private static final long SEED = Long.getLong("concertina.soak.seed", FIRST_SEED);

  @Test
  void theGateNeverOpensWithinTheSoakTimeAfterACallAndAlwaysAfterIt() {
    int opened = 0;
    int forgotten = 0;
    for (long seed = SEED; seed < SEED + SEEDS; seed++) {
      History history = new History(seed);
      history.run();
      opened += history.opened;
      forgotten += history.forgotten;
    }
    assertThat(opened).as("looks at which the gate was open").isGreaterThan(SEEDS);
    assertThat(forgotten).as("times that the server forgot").isGreaterThan(SEEDS / 2);
  }

  private record Counter(long calls, double spent, Instant since) {}

  /** A server, its clients and somebody who looks at it. */
  private static final class History {

    private final long seed;
    private final Random random;
    private final Map<Long, Counter> counters = new HashMap<>();
    private final Set<Long> lookedAt = new HashSet<>();
    private Instant now = BEGIN;
    private Instant started = BEGIN.minusSeconds(1);
    private Instant lastCall = Instant.EPOCH;
    private Optional<Instant> reset = Optional.of(BEGIN.minusSeconds(1));
    private long evictions;
    private Instant lastLoss = BEGIN;
    private Optional<Soak> soak = Optional.empty();
    private int opened;
    private int forgotten;

    History(long seed) {
      this.seed = seed;
      this.random = new Random(seed);
    }

    void run() {
      for (int i = 0; i < 60; i++) {
        step(random.nextInt(100));
      }
      quietEnd();
    }

    private void step(int chance) {
      now = now.plusMillis(1 + random.nextInt(120_000));
      if (chance < 25) {
        call();
      } else if (chance < 27) {
        forgetAll();
      } else if (chance < 29) {
        forgetOne(true);
      } else if (chance < 31) {
        forgetOne(false);
      } else if (chance < 33) {
        away();
      } else {
        look();
      }
    }

    private void call() {
      lastCall = now;
      counters.merge(
          (long) random.nextInt(3),
          new Counter(1, random.nextDouble(), now),
          (old, one) -> new Counter(old.calls() + 1, old.spent() + one.spent(), old.since()));
    }

    private void forgetAll() {
      counters.clear();
      reset = Optional.of(now);
      lastLoss = now;
      forgotten++;
    }

    /** Stopped and started again: nothing is forgotten, and nobody could call meanwhile. */
    private void away() {
      now = now.plus(Duration.ofMinutes(random.nextInt(20)));
      started = now;
    }

    private boolean tellsSince() {
      return seed % 2 == 1;
    }

    /**
     * An eviction is counted. The reset of one statement by hand is not, and leaves no trace if
     * that statement was never looked at: a limit that the documentation names.
     */
    private void forgetOne(boolean counted) {
      Optional<Long> victim =
          counters.keySet().stream().filter(id -> counted || lookedAt.contains(id)).findFirst();
      if (victim.isEmpty()) {
        return;
      }
      counters.remove(victim.get());
      if (counted) {
        evictions++;
      }
      lastLoss = now;
      forgotten++;
    }

    private void look() {
      lookedAt.clear();
      lookedAt.addAll(counters.keySet());
      List<LiveStatement> needing = new ArrayList<>();
      counters.forEach((id, counter) -> needing.add(statement(id, counter)));
      Observation observation =
          new Observation(now, started, needing, Optional.of(new Ledger(reset, evictions, 5000)));
      Soak next =
          soak.map(s -> s.next(observation, needing))
              .orElseGet(() -> Soak.begin(observation, needing));
      soak = Optional.of(next);
      if (isOpen(next, needing)) {
        opened++;
        assertThat(Duration.between(lastCall, now))
            .as("seed %d: open at %s, and the last call was at %s", seed, now, lastCall)
            .isGreaterThanOrEqualTo(SOAK);
        assertThat(Duration.between(started, now))
            .as("seed %d: open at %s, and the server was started at %s", seed, now, started)
            .isGreaterThanOrEqualTo(SOAK);
      }
    }

    private boolean isOpen(Soak state, List<LiveStatement> needing) {
      return !now.isBefore(state.watched(SOAK))
          && needing.stream()
              .allMatch(s -> state.quiet(s, SOAK).filter(at -> !now.isBefore(at)).isPresent());
    }

    /** Nobody calls any more: a look, the soak time, a look. */
    private void quietEnd() {
      look();
      now = now.plus(SOAK);
      int before = opened;
      look();
      assertThat(opened)
          .as(
              "seed %d: shut at %s, the last call was at %s, loss at %s",
              seed, now, lastCall, lastLoss)
          .isEqualTo(before + 1);
    }

    private LiveStatement statement(long id, Counter counter) {
      return new LiveStatement(
          new LiveStatement.Key(Optional.of("web"), 10, "shop", Optional.of(id), true),
          new StatementText.Shown("SELECT user_name FROM users"),
          counter.calls(),
          counter.spent(),
          tellsSince() ? Optional.of(counter.since()) : Optional.empty());
    }
  }
}
