package dev.concertina.gate;

import dev.concertina.session.Jdbc;
import dev.concertina.sql.Sql;
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

  /** That the time has not passed yet. */
  List<Reason> early(Question question) throws SQLException {
    Optional<Instant> opens = question.times().switched().map(at -> at.plus(policy.blindSoak()));
    Instant now =
        Jdbc.first(
                question.connection(),
                Sql.of("SELECT pg_catalog.clock_timestamp() AS now"),
                row -> Jdbc.instant(row, "now").orElseThrow())
            .orElseThrow();
    return opens.filter(now::isBefore).isPresent()
        ? List.of(
            new Reason(
                "Nobody counts statements here, so the gate waits until "
                    + Amounts.moment(opens.orElseThrow())
                    + ", the blind-soak time after SWITCH.",
                ""))
        : List.of();
  }
}
