package dev.concertina.throttle;

import dev.concertina.journal.Share;
import dev.concertina.session.Jdbc;
import dev.concertina.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How much longer the statements of others take because batches run, and the share of the time that
 * batches may have so that the limit is kept.
 *
 * <p>By Little's law (J. D. C. Little, "A Proof for the Queuing Formula L = λW", Operations
 * Research 9, 1961) the mean number of sessions at work is the rate of their statements times the
 * time that one takes. So at the same rate, the number while batches run against the number while
 * they rest is the time of a statement with batches against the time without. The rate changes over
 * the day, and so the backfill rests for a moment now and then, to count anew. What a share of the
 * time does to others cannot be known beforehand: see {@link Slowing}.
 *
 * <p>Used by one thread.
 */
final class Slowdown {

  /** From the first batch in company until the first count without one. */
  private static final Duration FIRST_WORK = Duration.ofSeconds(1);

  /** Between two counts without batches. */
  private static final Duration WORK = Duration.ofSeconds(10);

  /** The same, where others seem to be slowed down: it may be that there are more of them. */
  private static final Duration SUSPICIOUS_WORK = Duration.ofSeconds(3);

  private static final Duration REST = Duration.ofMillis(600);

  /** In a rest, until the last batch and who waited for it are gone. */
  private static final Duration SETTLES = Duration.ofMillis(100);

  /** What one judgement is made of. */
  private static final Duration WINDOW = Duration.ofSeconds(1);

  /** Of a count against what was known. */
  private static final double NEW = 0.4;

  /**
   * Added to both numbers: where hardly anybody works there is no queue, and chance makes large
   * ratios of small numbers.
   */
  private static final double FEW = 0.5;

  private static final String NOT_COUNTED = "others at work are counted first";

  private static final Logger LOG = LoggerFactory.getLogger(Slowdown.class);

  /** What one glance saw. */
  record Glance(int active, boolean hidden) {}

  /** Of some counts. */
  private static final class Mean {
    private final Time time;
    private long from;
    private long sum;
    private int counts;

    Mean(Time time) {
      this.time = time;
    }

    void add(int count) {
      if (counts == 0) {
        from = time.now();
      }
      sum += count;
      counts++;
    }

    double value() {
      return sum / (double) Math.max(1, counts);
    }

    Duration covered() {
      return time.since(from);
    }

    void forget() {
      sum = 0;
      counts = 0;
    }
  }

  private final Time time;
  private final Slowing slowing = new Slowing();
  private final Mean working;
  private final Mean resting;

  /** The sessions at work while batches rest; empty as long as nobody has counted. */
  private OptionalDouble usual = OptionalDouble.empty();

  private boolean company;
  private boolean rests;
  private boolean suspicious;
  private long since;
  private boolean told;

  /** What the share follows from, in words. */
  private String counted = NOT_COUNTED;

  Slowdown(Time time) {
    this.time = time;
    this.working = new Mean(time);
    this.resting = new Mean(time);
  }

  /** Whether others are there to be slowed down; without them everything begins anew. */
  void company(boolean isThere) {
    if (isThere != company) {
      suspicious = false;
      usual = OptionalDouble.empty();
      slowing.reset();
      counted = NOT_COUNTED;
      turn(false);
    }
    company = isThere;
  }

  /**
   * Counts who is at work, in autocommit; several times between two looks, while nothing else holds
   * the batches.
   *
   * @throws SQLException if it cannot be read
   */
  void glance(Connection connection, Limits limits) throws SQLException {
    Glance seen = count(connection);
    if (seen.hidden) {
      cannotSee(connection);
    } else {
      saw(seen.active, limits.amount(Limit.MAX_SLOWDOWN).orElseThrow() / 100.0);
    }
  }

  /** Whether others are there and the limit is on. */
  boolean isWatching() {
    return company;
  }

  /** Whether batches rest so that the others can be counted alone. */
  boolean rests() {
    return rests;
  }

  /** Of the time, so that the limit is kept; with the figures of the last count. */
  Optional<Share> share() {
    return company
        ? Share.of(Limit.MAX_SLOWDOWN.word(), slowing.share(), counted)
        : Optional.empty();
  }

  /**
   * Counted so many.
   *
   * @param most how much longer a statement may take, 1 for twice its time
   */
  void saw(int active, double most) {
    if (rests) {
      rest(active);
    } else {
      work(active, most);
    }
  }

  private void rest(int active) {
    Duration passed = time.since(since);
    if (passed.compareTo(SETTLES) >= 0) {
      resting.add(active);
    }
    if (passed.compareTo(REST) >= 0) {
      double known = usual.orElse(resting.value());
      usual = OptionalDouble.of(known + NEW * (resting.value() - known));
      suspicious = false;
      turn(false);
    }
  }

  private void work(int active, double most) {
    working.add(active);
    if (usual.isPresent() && working.covered().compareTo(WINDOW) >= 0) {
      judge(working.value(), usual.getAsDouble(), most);
      working.forget();
    }
    if (time.since(since).compareTo(untilRest()) >= 0) {
      turn(true);
    }
  }

  private Duration untilRest() {
    if (usual.isEmpty()) {
      return FIRST_WORK;
    }
    return suspicious ? SUSPICIOUS_WORK : WORK;
  }

  private void judge(double atWork, double without, double most) {
    double before = slowing.share();
    slowing.look(((atWork + FEW) / (without + FEW) - 1) / most);
    suspicious |= slowing.share() < before;
    counted =
        String.format(
            Locale.ROOT,
            "%.1f sessions of others at work, %.1f while batches rest; the limit is %.0f %% more",
            atWork,
            without,
            most * 100);
    LOG.debug("{}: their share {}", counted, slowing.share());
  }

  private void turn(boolean toRest) {
    rests = toRest;
    since = time.now();
    resting.forget();
    working.forget();
  }

  private void cannotSee(Connection connection) throws SQLException {
    if (!told) {
      told = true;
      counted = "whether others are slowed down is hidden from this role";
      LOG.warn(
          "whether others are slowed down is hidden from this role, so batches have {} % of the"
              + " time; to see it, {}",
          Math.round(slowing.share() * 100), Rights.grantMonitor(connection));
    }
  }

  static Glance count(Connection connection) throws SQLException {
    return Jdbc.first(
            connection,
            Sql.of(
                """
                SELECT count(*) FILTER (WHERE state = 'active') AS active,
                       count(*) FILTER (WHERE {} AND datname = pg_catalog.current_database()) > 0 AS hidden
                FROM pg_catalog.pg_stat_activity
                WHERE {}""",
                ActiveSessions.HIDDEN,
                ActiveSessions.OTHER_CLIENTS),
            row -> new Glance(row.getInt("active"), row.getBoolean("hidden")))
        .orElseThrow();
  }
}
