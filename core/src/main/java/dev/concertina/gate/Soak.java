package dev.concertina.gate;

import dev.concertina.evidence.LiveStatement;
import dev.concertina.evidence.Observation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * When the statements that need the old shape were called the last time, as far as the counters of
 * one server can tell it. A pure value: each observation makes the next one.
 *
 * <p>A counter does not say when it was raised, only that it was since the last look. So a
 * statement counts as called at the moment of the look that found its counter changed, never
 * earlier; and what was seen for the first time counts as called at that look. If the server may
 * have forgotten calls (its statistics were reset, or it evicted statements for lack of room),
 * everything begins anew. Silence of a server that was away proves nothing: it is watched from its
 * start on.
 *
 * @param since from when on a call was possible and none can have been missed
 * @param seen the last look
 * @param ledger what the server had forgotten at the last look
 * @param called each statement that was seen to need the old shape
 */
record Soak(
    Instant since, Instant seen, Optional<Observation.Ledger> ledger, Map<Mark, Called> called) {

  /** What tells a statement from others for as long as the server keeps it. */
  record Mark(long user, long query, boolean topLevel) {

    /** Empty where the server hides what it would be told by. */
    static Optional<Mark> of(LiveStatement statement) {
      LiveStatement.Key key = statement.key();
      return key.queryId().map(query -> new Mark(key.userId(), query, key.topLevel()));
    }
  }

  /**
   * The calls of one statement.
   *
   * @param calls the counter
   * @param spent the time of these calls: a counter that was set back and is as high again has
   *     another one
   * @param counting when the counter began, where the server says so
   * @param at no call was later
   * @param after the look before, which had found the counter lower; empty at the first
   * @param times how often it was called between the two
   */
  record Called(
      long calls,
      double spent,
      Optional<Instant> counting,
      Instant at,
      Optional<Instant> after,
      long times) {

    /** The calls of both, as one statement's. */
    Called and(Called other) {
      return new Called(
          calls + other.calls,
          spent + other.spent,
          Optional.empty(),
          later(at, other.at),
          after.flatMap(mine -> other.after.map(its -> mine.isBefore(its) ? mine : its)),
          times + other.times);
    }
  }

  Soak {
    called = Map.copyOf(called);
  }

  /** The first look, or the first after something was forgotten. */
  static Soak begin(Observation observation, List<LiveStatement> needing) {
    Map<Mark, Called> called = new HashMap<>();
    for (LiveStatement statement : needing) {
      Mark.of(statement)
          .ifPresent(mark -> called.put(mark, firstSeen(observation.at(), statement)));
    }
    return new Soak(observation.at(), observation.at(), observation.ledger(), called);
  }

  /** The next look. */
  Soak next(Observation observation, List<LiveStatement> needing) {
    List<Mark> there = new ArrayList<>();
    observation.statements().forEach(s -> Mark.of(s).ifPresent(there::add));
    boolean forgot =
        observation.at().isBefore(seen)
            || !continues(observation.ledger())
            || !there.containsAll(called.keySet());
    if (forgot) {
      return begin(observation, needing);
    }
    Map<Mark, Called> next = new HashMap<>(called);
    for (LiveStatement statement : needing) {
      Mark.of(statement)
          .ifPresent(mark -> next.put(mark, again(mark, observation.at(), statement)));
    }
    return new Soak(
        later(since, observation.started()), observation.at(), observation.ledger(), next);
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private boolean continues(Optional<Observation.Ledger> later) {
    return ledger.isEmpty() || later.filter(l -> l.continues(ledger.get())).isPresent();
  }

  private Called again(Mark mark, Instant at, LiveStatement statement) {
    Called before = called.get(mark);
    if (before == null) {
      return firstSeen(at, statement);
    }
    boolean sameCounter =
        Objects.equals(before.counting(), statement.since()) && before.spent() <= statement.spent();
    if (sameCounter && before.calls() == statement.calls() && before.spent() == statement.spent()) {
      return before;
    }
    long times =
        sameCounter && statement.calls() > before.calls()
            ? statement.calls() - before.calls()
            : statement.calls();
    return new Called(
        statement.calls(), statement.spent(), statement.since(), at, Optional.of(seen), times);
  }

  private static Called firstSeen(Instant at, LiveStatement statement) {
    return new Called(
        statement.calls(),
        statement.spent(),
        statement.since(),
        at,
        Optional.empty(),
        statement.calls());
  }

  /** When the statement may be called harmless, if it is not called again; a hidden one never. */
  Optional<Instant> quiet(LiveStatement statement, Duration soak) {
    return Mark.of(statement)
        .flatMap(mark -> Optional.ofNullable(called.get(mark)))
        .map(calls -> calls.at().plus(soak));
  }

  /** When all statements have been watched for long enough. */
  Instant watched(Duration soak) {
    return since.plus(soak);
  }
}
