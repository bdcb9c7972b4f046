package dev.concertina.session;

import dev.concertina.words.Amounts;
import dev.concertina.words.OneLine;
import java.time.Duration;
import java.util.Optional;

/**
 * A session of somebody else, as {@code pg_stat_activity} shows it to the connected role; what the
 * role may not see is empty.
 *
 * @param pid 0 for a prepared transaction, which has no session
 * @param state {@code active}, {@code idle in transaction}, …
 * @param age since its transaction began
 * @param query what it runs, or ran last
 * @param backendType {@code client backend}, {@code autovacuum worker}, …
 */
public record OtherSession(
    int pid,
    Optional<String> user,
    String application,
    Optional<String> state,
    Optional<Duration> age,
    Optional<String> query,
    Optional<String> backendType) {

  private static final int QUERY_SHOWN = 120;

  /** Whether it is an autovacuum that gives way: one against wraparound does not. */
  public boolean isYieldingAutovacuum() {
    return backendType.filter("autovacuum worker"::equals).isPresent()
        && query.filter(q -> q.contains("(to prevent wraparound)")).isEmpty();
  }

  /** Whether it is none: a prepared transaction. */
  public boolean isPrepared() {
    return pid == 0;
  }

  /** One line for people. */
  @Override
  public String toString() {
    if (isPrepared()) {
      return "a prepared transaction (see pg_prepared_xacts)";
    }
    StringBuilder out = new StringBuilder("pid ").append(pid);
    user.ifPresent(u -> out.append(", user ").append(u));
    if (!application.isEmpty()) {
      out.append(", application \"").append(application).append('"');
    }
    state.ifPresent(s -> out.append(", ").append(s));
    age.ifPresent(a -> out.append(", transaction open for ").append(Amounts.duration(a)));
    query.map(OtherSession::shortened).ifPresent(q -> out.append(": ").append(q));
    return out.toString();
  }

  private static String shortened(String query) {
    return OneLine.of(query, QUERY_SHOWN, "…");
  }
}
