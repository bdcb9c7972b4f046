package dev.concertina.gate;

import dev.concertina.session.ServerClock;
import dev.concertina.words.Amounts;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Time in the place of counted statements, where nobody counts them. */
record Blind(GatePolicy policy) {

  Testimony testify(Question question) throws SQLException {
    return new Testimony(
        StatementWitness.ABOUT,
        "unknown: pg_stat_statements is not loaded and installed in this database, so nobody"
            + " counts what is run; the gate relies on sessions"
            + (isGiven() ? ", heartbeats and time" : " and heartbeats"),
        early(question));
  }

  /** Whether somebody has said how long it takes. */
  boolean isGiven() {
    return !policy.blindSoak().isZero();
  }

  /** That the time has not passed yet. It does not pass while the server is away. */
  List<Reason> early(Question question) throws SQLException {
    Optional<Instant> switched = question.times().switched();
    if (switched.isEmpty()) {
      return List.of();
    }
    ServerClock clock = ServerClock.of(question.connection());
    boolean startedSince = clock.started().isAfter(switched.get());
    Instant opens = (startedSince ? clock.started() : switched.get()).plus(policy.blindSoak());
    return clock.now().isBefore(opens)
        ? List.of(
            new Reason(
                "Nobody counts statements here, so the gate waits until "
                    + Amounts.moment(opens)
                    + ", the blind-soak time after "
                    + (startedSince ? "the start of the server." : "SWITCH."),
                ""))
        : List.of();
  }
}
