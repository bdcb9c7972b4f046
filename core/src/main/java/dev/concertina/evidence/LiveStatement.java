package dev.concertina.evidence;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A statement that something live runs.
 *
 * @param key what tells it from others over time
 * @param calls how often it has ended well since {@code since}; one that is running or that failed
 *     is not counted ("pg_stat_statements" in the documentation)
 * @param spent the milliseconds of all these calls together; 0 where the source knows none
 * @param since when its counters began, where the source knows it (PostgreSQL 17 and newer)
 */
public record LiveStatement(
    Key key, StatementText text, long calls, double spent, Optional<Instant> since) {

  /**
   * Who runs what.
   *
   * @param user the name of the role; empty if the role is gone, or the source knows none
   * @param userId the oid of the role, which outlives its name; 0 if the source knows none
   * @param queryId PostgreSQL's own number of the statement; empty where it is hidden
   * @param topLevel whether a client sent it, and not a function
   */
  public record Key(
      Optional<String> user,
      long userId,
      String database,
      Optional<Long> queryId,
      boolean topLevel) {}

  /** One that stands in a file and not in a server: nobody's, never counted. */
  public static LiveStatement written(String database, String sql) {
    return new LiveStatement(
        new Key(Optional.empty(), 0, database, Optional.empty(), true),
        new StatementText.Shown(sql),
        0,
        0,
        Optional.empty());
  }

  /**
   * One statement for each text and role, with the sum of the calls: PostgreSQL counts a text apart
   * for each meaning that its names have had. Texts that are not shown stay apart.
   */
  public static List<LiveStatement> byText(List<LiveStatement> statements) {
    Map<Object, LiveStatement> byText = new LinkedHashMap<>();
    for (LiveStatement statement : statements) {
      Object said =
          statement.text() instanceof StatementText.Shown shown
              ? List.of(shown, statement.key().userId(), statement.key().user())
              : new Object();
      byText.merge(said, statement, LiveStatement::and);
    }
    return List.copyOf(byText.values());
  }

  private LiveStatement and(LiveStatement other) {
    return new LiveStatement(key, text, calls + other.calls, spent + other.spent, since);
  }

  /** Who runs it, for people: {@code role web}. */
  public String who() {
    return key.user()
        .map(user -> "role " + user)
        .orElse(key.userId() == 0 ? "somebody" : "a role that was dropped");
  }
}
