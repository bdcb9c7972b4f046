package dev.concertina.throttle;

import dev.concertina.session.Jdbc;
import dev.concertina.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How long ago the server was where a standby or a logical subscriber is now ("Log-Shipping Standby
 * Servers"). {@code replay_lag} of {@code pg_stat_replication} is no answer: it is NULL on a quiet
 * server and stays as it was when a standby hangs. So the positions of the server are remembered.
 *
 * <p>Who followed once and is away holds the backfill back until it follows again, until its slot
 * is dropped, or until the limit is switched off: nobody knows how far behind it is.
 */
final class ReplicationLag implements Signal {

  private final History positions;

  /** A process and whom it serves. */
  private record Sight(int pid, String key) {}

  /** Who followed at the last look. */
  private Set<Sight> lastSeen = Set.of();

  /** Who has followed, by key. */
  private final Map<String, Follower> known = new LinkedHashMap<>();

  /** When somebody was missed first. */
  private final Patience<String> missed;

  ReplicationLag(Time time) {
    this.positions = new History(time);
    this.missed = new Patience<>(time);
  }

  @Override
  public Limit limit() {
    return Limit.MAX_LAG;
  }

  @Override
  public Optional<String> reasonToHold(Connection connection, Limits limits) throws SQLException {
    Duration most = limits.duration(Limit.MAX_LAG);
    // Before the followers are asked: whoever has come this far is not behind.
    long position = position(connection);
    positions.record(position, most.multipliedBy(2));
    List<Follower> followers = Follower.all(connection);
    if (followers.stream().anyMatch(Follower::hidden)) {
      return Optional.of(
          "how far standbys are behind is hidden from this role; "
              + Rights.grantMonitor(connection));
    }
    List<Follower> following = followers.stream().filter(f -> f.replayed().isPresent()).toList();
    Optional<String> behind =
        following.stream()
            .filter(f -> isBehind(f, most))
            .min((a, b) -> Long.compare(a.replayed().orElse(0), b.replayed().orElse(0)))
            .map(f -> behind(f, position, most));
    Optional<String> away = away(connection, following);
    return behind.isPresent() ? behind : away;
  }

  @Override
  public void forget() {
    positions.forget();
    known.clear();
    lastSeen = Set.of();
    missed.forget();
  }

  private boolean isBehind(Follower follower, Duration most) {
    return positions
        .age(follower.replayed().orElseThrow())
        .map(age -> age.compareTo(most) > 0)
        .orElse(true);
  }

  private String behind(Follower follower, long position, Duration most) {
    long replayed = follower.replayed().orElseThrow();
    String age =
        positions
            .age(replayed)
            .map(Amounts::duration)
            .orElseGet(() -> "more than " + Amounts.duration(positions.length()));
    return follower.name()
        + " is "
        + age
        + " ("
        + Amounts.bytes(position - replayed)
        + ") behind; the limit is "
        + Amounts.duration(most);
  }

  private Optional<String> away(Connection connection, List<Follower> following)
      throws SQLException {
    remember(following);
    Map<String, Follower> away = new LinkedHashMap<>(known);
    following.forEach(f -> away.remove(f.key()));
    for (Follower gone : List.copyOf(away.values())) {
      if (gone.slot().isPresent() && !Follower.slotExists(connection, gone.slot().get())) {
        known.remove(gone.key());
        away.remove(gone.key());
      }
    }
    missed.only(away.keySet());
    away.keySet().forEach(missed::waited);
    return away.isEmpty()
        ? Optional.empty()
        : Optional.of(
            away.values().stream()
                    .map(f -> f.name() + " for " + Amounts.duration(missed.waited(f.key())))
                    .collect(Collectors.joining(", ", "away: ", ""))
                + "; waiting for it to follow again (max-lag off would not)");
  }

  /** Only at the second sight: a process that ends is seen for a moment without its slot. */
  private void remember(List<Follower> following) {
    following.stream()
        .filter(f -> f.lasting() && lastSeen.contains(sight(f)))
        .forEach(f -> known.put(f.key(), f));
    lastSeen = following.stream().map(ReplicationLag::sight).collect(Collectors.toSet());
  }

  private static Sight sight(Follower follower) {
    return new Sight(follower.pid(), follower.key());
  }

  private static long position(Connection connection) throws SQLException {
    return Jdbc.first(
            connection,
            Sql.of(
                """
                SELECT pg_catalog.pg_wal_lsn_diff(pg_catalog.pg_current_wal_lsn(), '0/0')::bigint
                       AS lsn"""),
            row -> row.getLong("lsn"))
        .orElseThrow();
  }
}
