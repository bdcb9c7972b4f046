package dev.concertina.plan;

/** How much of a table a statement touches. */
public enum Work {
  /** Only catalog rows: milliseconds, whatever the table's size. */
  METADATA,
  /** Reads the whole table. */
  SCAN,
  /** Reads the whole table and writes an index. */
  BUILD,
  /** Writes rows in batches. */
  BATCHES,
  /** Writes rows whose keys are known, and which are few. */
  KEYS,
  /** Writes the whole table anew. */
  REWRITE,
  /** What a statement does that runs as the user wrote it. */
  UNKNOWN;

  /** For people: {@code no scan}, {@code full scan}, … */
  public String words() {
    return switch (this) {
      case METADATA -> "metadata only";
      case SCAN -> "scans the table";
      case BUILD -> "scans the table, builds an index";
      case BATCHES -> "writes rows in small batches";
      case KEYS -> "writes the few rows that are left";
      case REWRITE -> "rewrites the table";
      case UNKNOWN -> "its locks and its work are not known to Concertina";
    };
  }
}
