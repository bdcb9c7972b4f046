package dev.concertina.throttle;

import dev.concertina.session.Jdbc;
import dev.concertina.sql.Sql;
import dev.concertina.words.Amounts;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * The WAL that the whole server writes: a bucket that the limit fills and WAL empties. Who may
 * write what is in it for one second at once, and waits until it is full again by as much as was
 * written too much; so the average over seconds stays at the limit. {@code
 * pg_current_wal_insert_lsn} is for every role ("System Administration Functions").
 */
final class WalRate implements Signal {

  /** What the bucket holds. */
  private static final double BURST_SECONDS = 1;

  /** What is owed at most: others may write more than the limit for hours. */
  private static final double DEBT_SECONDS = 10;

  /** Over which the rate is told. */
  private static final Duration TOLD = Duration.ofSeconds(5);

  /** The server's position at a moment. */
  private record Sample(long nanos, long lsn) {}

  private final Time time;
  private final Deque<Sample> samples = new ArrayDeque<>();
  private double bucketSeconds = BURST_SECONDS;

  WalRate(Time time) {
    this.time = time;
  }

  @Override
  public Limit limit() {
    return Limit.WAL_RATE;
  }

  @Override
  public Optional<String> reasonToHold(Connection connection, Limits limits) throws SQLException {
    long rate = limits.amount(Limit.WAL_RATE).orElseThrow();
    Sample now = new Sample(time.now(), position(connection));
    if (!samples.isEmpty() && now.lsn < samples.getLast().lsn) {
      forget();
    }
    if (!samples.isEmpty()) {
      fill(samples.getLast(), now, rate);
    }
    samples.addLast(now);
    while (samples.size() > 2 && time.since(samples.getFirst().nanos).compareTo(TOLD) > 0) {
      samples.removeFirst();
    }
    return bucketSeconds < 0 ? Optional.of(reason(rate)) : Optional.empty();
  }

  @Override
  public void forget() {
    samples.clear();
    bucketSeconds = BURST_SECONDS;
  }

  private void fill(Sample before, Sample now, long rate) {
    double seconds = (now.nanos - before.nanos) / 1e9;
    double written = (double) (now.lsn - before.lsn) / rate;
    bucketSeconds =
        Math.max(-DEBT_SECONDS, Math.min(BURST_SECONDS, bucketSeconds + seconds - written));
  }

  private String reason(long rate) {
    Sample first = samples.getFirst();
    Sample last = samples.getLast();
    Duration span = Duration.ofNanos(last.nanos - first.nanos);
    return "the server wrote "
        + Amounts.bytes(last.lsn - first.lsn)
        + " of WAL in "
        + Amounts.duration(span)
        + "; the limit is "
        + Amounts.bytes(rate)
        + " a second";
  }

  private static long position(Connection connection) throws SQLException {
    return Jdbc.first(
            connection,
            Sql.of(
                """
                SELECT pg_catalog.pg_wal_lsn_diff(
                  pg_catalog.pg_current_wal_insert_lsn(), '0/0')::bigint AS lsn"""),
            row -> row.getLong("lsn"))
        .orElseThrow();
  }
}
