package dev.concertina.throttle;

import dev.concertina.journal.Share;
import dev.concertina.session.Jdbc;
import dev.concertina.sql.Sql;
import dev.concertina.words.Amounts;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
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
 * <p>What is written already cannot be held back any more, and a weak standby needs its time for
 * it. So it holds as soon as that time exceeds the limit, and slows down before: see {@link
 * ReplayRate} and {@link Slowing}.
 *
 * <p>Who followed once and is away holds the backfill back until it follows again, until its slot
 * is dropped, or until the limit is switched off: nobody knows how far behind it is.
 */
final class ReplicationLag implements Signal {

  /** Of the limit: less has to be left to replay before batches begin again. */
  private static final double AGAIN = 0.5;

  private static final double NANOS = 1e9;

  private final History positions;
  private final Map<String, ReplayRate> rates = new HashMap<>();
  private final Slowing slowing = new Slowing();
  private boolean holding;
  private boolean isFollowed;

  /** What the slowest follower needs, in words. */
  private String needed = "";

  /**
   * The server's.
   *
   * @param sent what followers can have
   * @param written what they will have to replay
   */
  private record Positions(long sent, long written) {}

  /** A process and whom it serves. */
  private record Sight(int pid, String key) {}

  /** Who followed at the last look. */
  private Set<Sight> lastSeen = Set.of();

  /** Who has followed, by key. */
  private final Map<String, Follower> known = new LinkedHashMap<>();

  /** When somebody was missed first. */
  private final Waits<String> missed;

  ReplicationLag(Time time) {
    this.positions = new History(time);
    this.missed = new Waits<>(time);
  }

  @Override
  public Limit limit() {
    return Limit.MAX_LAG;
  }

  @Override
  public Optional<String> reasonToHold(Connection connection, Limits limits) throws SQLException {
    Duration most = limits.duration(Limit.MAX_LAG);
    // Before the followers are asked: whoever has come this far is not behind.
    Positions position = positions(connection);
    positions.record(position.sent, most.multipliedBy(2));
    List<Follower> followers = Follower.all(connection);
    if (followers.stream().anyMatch(Follower::hidden)) {
      return Optional.of(
          "how far standbys are behind is hidden from this role; "
              + Rights.grantMonitor(connection));
    }
    List<Follower> following = followers.stream().filter(f -> f.replayed().isPresent()).toList();
    learn(following);
    Optional<String> behind = behind(following, position, most);
    Optional<String> away = away(connection, following);
    return behind.isPresent() ? behind : away;
  }

  @Override
  public Optional<Share> share() {
    return isFollowed ? Share.of(limit().word(), slowing.share(), needed) : Optional.empty();
  }

  @Override
  public void forget() {
    rates.clear();
    slowing.reset();
    holding = false;
    isFollowed = false;
    positions.forget();
    known.clear();
    lastSeen = Set.of();
    missed.forget();
  }

  private void learn(List<Follower> following) {
    rates.keySet().retainAll(following.stream().map(Follower::key).toList());
    for (Follower follower : following) {
      ReplayRate rate = rates.computeIfAbsent(follower.key(), key -> new ReplayRate());
      follower.told().ifPresent(rate::tell);
    }
  }

  private Optional<String> behind(List<Follower> following, Positions position, Duration most) {
    Duration longest =
        following.stream()
            .map(f -> needs(f, position))
            .max(Comparator.naturalOrder())
            .orElse(Duration.ZERO);
    needed =
        "whoever follows needs up to "
            + Amounts.duration(longest)
            + " for what is written; the limit is "
            + Amounts.duration(most);
    double used = longest.toNanos() / (double) most.toNanos();
    Optional<String> reason =
        following.stream()
            .filter(f -> isBehind(f, most))
            .min(Comparator.comparingLong(f -> f.replayed().orElse(0)))
            .map(f -> behind(f, position, most));
    if (reason.isEmpty() && used > (holding ? AGAIN : 1)) {
      reason =
          following.stream()
              .max(Comparator.comparing(f -> needs(f, position)))
              .map(f -> willBeBehind(f, position, most));
    }
    slow(following, used, holding && reason.isPresent());
    holding = reason.isPresent();
    return reason;
  }

  /** What is seen during a hold is the past: one hold is not answered twice. */
  private void slow(List<Follower> following, double used, boolean goesOnHolding) {
    isFollowed = !following.isEmpty();
    if (!isFollowed) {
      slowing.reset();
    } else if (!goesOnHolding) {
      slowing.look(used);
    }
  }

  /** For what is written, including what has not even reached it. */
  private Duration needs(Follower follower, Positions position) {
    ReplayRate rate = rates.getOrDefault(follower.key(), new ReplayRate());
    return Duration.ofNanos((long) (left(follower, position) / rate.bytesPerSecond() * NANOS));
  }

  /** In bytes; it may be ahead of what was read a moment ago. */
  private static long left(Follower follower, Positions position) {
    return Math.max(0, position.written - follower.replayed().orElseThrow());
  }

  private String willBeBehind(Follower follower, Positions position, Duration most) {
    return follower.name()
        + " is "
        + age(follower)
        + " behind and would need "
        + Amounts.duration(needs(follower, position))
        + " for the "
        + Amounts.bytes(left(follower, position))
        + " that are written; the limit is "
        + Amounts.duration(most);
  }

  private boolean isBehind(Follower follower, Duration most) {
    return positions
        .age(follower.replayed().orElseThrow())
        .map(age -> age.compareTo(most) > 0)
        .orElse(true);
  }

  private String age(Follower follower) {
    return positions
        .age(follower.replayed().orElseThrow())
        .map(Amounts::duration)
        .orElseGet(() -> "more than " + Amounts.duration(positions.length()));
  }

  private String behind(Follower follower, Positions position, Duration most) {
    return follower.name()
        + " is "
        + age(follower)
        + " ("
        + Amounts.bytes(left(follower, position))
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

  private static Positions positions(Connection connection) throws SQLException {
    return Jdbc.first(
            connection,
            Sql.of(
                """
                SELECT pg_catalog.pg_wal_lsn_diff(pg_catalog.pg_current_wal_lsn(), '0/0')::bigint
                         AS sent,
                       pg_catalog.pg_wal_lsn_diff(
                         pg_catalog.pg_current_wal_insert_lsn(), '0/0')::bigint AS written"""),
            row -> new Positions(row.getLong("sent"), row.getLong("written")))
        .orElseThrow();
  }
}
