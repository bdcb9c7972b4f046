package dev.concertina.story.race;

import org.jspecify.annotations.Nullable;

/** What each version reads in the column that the migration changes, as PostgreSQL writes it. */
record Words(@Nullable String old, @Nullable String fresh) {

  /** Stands for a value that only the server knows; the judge learns it when it first sees it. */
  static final String UNKNOWN = "?";

  @Nullable String of(Side side) {
    return side == Side.OLD ? old : fresh;
  }
}
