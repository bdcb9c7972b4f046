package dev.concertina.hazard;

import dev.concertina.sql.QualifiedName;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What is known beside the scripts.
 *
 * @param server the major version that they will run on, 14 to 18
 * @param rows how many rows tables have, as far as known
 * @param smallTable a table of so many rows or fewer is no lock hazard
 */
public record LintContext(int server, Map<QualifiedName, Long> rows, long smallTable) {

  /** The newest version whose behaviour the rules know. */
  public static final int NEWEST = 18;

  /** The oldest. */
  public static final int OLDEST = 14;

  private static final long SMALL = 1_000;

  public LintContext {
    if (server < OLDEST || server > NEWEST) {
      throw new IllegalArgumentException("PostgreSQL " + server + " is not 14 to 18");
    }
    rows = Map.copyOf(rows);
  }

  /** Without sizes. */
  public static LintContext of(int server) {
    return new LintContext(server, Map.of(), SMALL);
  }

  /** The rows of a table, if known. */
  public OptionalLong rowsOf(QualifiedName table) {
    Long known = rows.get(table);
    return known == null ? OptionalLong.empty() : OptionalLong.of(known);
  }

  /** Whether a table is known to be small: its rows are counted, or a migration tool keeps it. */
  public boolean isSmall(QualifiedName table) {
    Long known = rows.get(table);
    return known == null ? Bookkeeping.holds(table) : known <= smallTable;
  }
}
