package dev.concertina.plan;

import dev.concertina.sql.SqlPart;
import java.util.Optional;

/**
 * One SQL statement of a step, exactly as it runs.
 *
 * @param lock the strongest lock that it takes on an existing table
 */
public record Statement(String sql, Optional<TableLock> lock, Work work) {

  /** A statement that only changes the catalog under the lock. */
  public static Statement metadata(SqlPart sql, TableLock lock) {
    return new Statement(sql.sql(), Optional.of(lock), Work.METADATA);
  }

  /** A statement on objects that no application uses yet. */
  public static Statement unlocked(SqlPart sql) {
    return new Statement(sql.sql(), Optional.empty(), Work.METADATA);
  }
}
