package dev.concertina.benchmarks;

import dev.concertina.benchmarks.bulk.Accounts;
import dev.concertina.benchmarks.bulk.Cost;
import dev.concertina.benchmarks.bulk.Filling;
import dev.concertina.benchmarks.server.Database;
import dev.concertina.benchmarks.server.LagSampler;
import dev.concertina.benchmarks.server.Queries;
import dev.concertina.benchmarks.server.Server;
import dev.concertina.benchmarks.server.Slowdown;
import dev.concertina.benchmarks.server.Standby;
import dev.concertina.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A filling that a weak standby follows; its lag is watched until it has caught up. */
final class Followed implements Filling {

  private static final Sql WRITTEN = Sql.of("SELECT pg_current_wal_insert_lsn() - '0/0'::pg_lsn");
  private static final Sql REPLAYED = Sql.of("SELECT pg_last_wal_replay_lsn() - '0/0'::pg_lsn");
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(20);

  private final Filling filling;
  private final Server primary;
  private final Standby standby;
  private final int share;
  private List<Double> lags = List.of();

  /**
   * A filling to be watched.
   *
   * @param share of the time in which the standby may replay, in %
   */
  Followed(Filling filling, Server primary, Standby standby, int share) {
    this.filling = filling;
    this.primary = primary;
    this.standby = standby;
    this.share = share;
  }

  @Override
  public String name() {
    return filling.name();
  }

  @Override
  public Cost fill(Database database, Accounts accounts) throws SQLException {
    awaitReplay();
    LagSampler sampler = new LagSampler(primary, standby);
    Cost cost;
    try (sampler;
        Slowdown slow = new Slowdown(standby.replayer(), share)) {
      cost = filling.fill(database, accounts);
      awaitReplay();
      slow.check();
    }
    lags = sampler.seconds();
    return cost;
  }

  /** The samples of the last filling, in seconds. */
  List<Double> lags() {
    return lags;
  }

  /** Until the standby has replayed what the primary has written by now. */
  private void awaitReplay() throws SQLException {
    try (Connection writer = primary.home().meter();
        Connection reader = standby.connect()) {
      long written = Queries.number(writer, WRITTEN);
      while (Queries.number(reader, REPLAYED) < written) {
        LockSupport.parkNanos(PAUSE);
      }
    }
  }
}
