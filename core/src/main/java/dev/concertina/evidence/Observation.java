package dev.concertina.evidence;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a source of statements showed at one moment.
 *
 * @param at by the clock of the server
 * @param started since when the server runs: before that nobody could call anything
 * @param ledger what the source may have forgotten; empty for one that forgets nothing
 */
public record Observation(
    Instant at, Instant started, List<LiveStatement> statements, Optional<Ledger> ledger) {

  public Observation {
    statements = List.copyOf(statements);
  }

  /**
   * What tells whether two observations can be compared. If one of the first two differs, a
   * statement may have been called and forgotten between them.
   *
   * @param reset when everything was forgotten the last time
   * @param evictions how often the least used statements were forgotten for lack of room ({@code
   *     pg_stat_statements_info.dealloc})
   * @param room how many statements are kept
   */
  public record Ledger(Optional<Instant> reset, long evictions, long room) {

    /** Whether nothing was forgotten between the earlier observation and this one. */
    public boolean continues(Ledger earlier) {
      return reset.equals(earlier.reset) && evictions == earlier.evictions;
    }
  }

  /** Statements whose text or number is not shown to the connected role. */
  public long hidden() {
    return statements.stream().filter(s -> s.text() instanceof StatementText.Hidden).count();
  }
}
