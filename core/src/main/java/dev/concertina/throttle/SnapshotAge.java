package dev.concertina.throttle;

import dev.concertina.words.Amounts;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The oldest snapshot of the database. While it is held, the space of old row versions is not used
 * again, and a backfill costs as much as a plain UPDATE: more WAL, a larger table. That is a reason
 * to wait for a while and none to wait for ever, so each holder is waited for as long as it may be
 * old, once.
 *
 * <p>A session whose transaction is hidden from the role is as old as it has been seen. A standby
 * with {@code hot_standby_feedback} and no slot is seen by members of {@code pg_monitor} only.
 */
final class SnapshotAge implements Signal {

  /** Who holds a snapshot and since when. */
  private record Aged(SnapshotHolder holder, Duration age) {}

  private final History transactions;
  private final Waits<String> seen;
  private final Waits<String> waitedFor;

  SnapshotAge(Time time) {
    this.transactions = new History(time);
    this.seen = new Waits<>(time);
    this.waitedFor = new Waits<>(time);
  }

  @Override
  public Limit limit() {
    return Limit.MAX_SNAPSHOT_AGE;
  }

  @Override
  public Optional<String> reasonToHold(Connection connection, Limits limits) throws SQLException {
    Duration most = limits.duration(Limit.MAX_SNAPSHOT_AGE);
    SnapshotHolder.Next next = SnapshotHolder.Next.read(connection);
    transactions.record(next.xid(), most.multipliedBy(2));
    List<SnapshotHolder> holders = SnapshotHolder.all(connection, next);
    seen.only(keys(holders));
    List<Aged> old =
        holders.stream()
            .map(h -> new Aged(h, age(h)))
            .filter(a -> a.age.compareTo(most) > 0)
            .toList();
    waitedFor.only(keys(old.stream().map(Aged::holder).toList()));
    Optional<Aged> oldest =
        old.stream()
            .filter(a -> waitedFor.waited(a.holder.key()).compareTo(most) < 0)
            .max(Comparator.comparing(Aged::age));
    if (oldest.isEmpty()) {
      return Optional.empty();
    }
    String reason = reason(oldest.get(), most);
    return Optional.of(
        oldest.get().holder.isHidden()
            ? reason + "; to see it as it is, " + Rights.grantMonitor(connection)
            : reason);
  }

  @Override
  public void forget() {
    transactions.forget();
    seen.forget();
    waitedFor.forget();
  }

  /**
   * A transaction may be older than its snapshot, and a snapshot is as old as the transactions that
   * it sees as running: the younger of the two ages is still not too young.
   */
  private Duration age(SnapshotHolder holder) {
    Duration observed = seen.waited(holder.key());
    Optional<Duration> snapshot =
        holder.xid().isPresent()
            ? transactions.age(holder.xid().getAsLong())
            : Optional.of(observed);
    Duration open = holder.open().orElseGet(() -> snapshot.orElseGet(transactions::length));
    return snapshot.filter(s -> s.compareTo(open) < 0).orElse(open);
  }

  private String reason(Aged old, Duration most) {
    return old.holder.name()
        + " has held a snapshot for "
        + Amounts.duration(old.age)
        + ", so dead rows stay; the limit is "
        + Amounts.duration(most)
        + "; it was waited for "
        + Amounts.duration(waitedFor.waited(old.holder.key()))
        + " of at most as long";
  }

  private static Set<String> keys(List<SnapshotHolder> holders) {
    return holders.stream().map(SnapshotHolder::key).collect(Collectors.toSet());
  }
}
