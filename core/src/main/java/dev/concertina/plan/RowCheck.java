package dev.concertina.plan;

import java.util.Optional;

/**
 * A condition that no row of a table may meet.
 *
 * @param condition boolean SQL over the table's columns; true for an offending row
 * @param message what such a row means, in words: {@code full_name differs from user_name}
 * @param reason text SQL that says of one row why, if there is more to say
 * @param hint what the user does about it
 * @param excuse boolean SQL over the table's columns; true for an offending row that the sync
 *     itself will put right, which is no reason for a phase to fail
 */
public record RowCheck(
    String condition,
    String message,
    Optional<String> reason,
    String hint,
    Optional<String> excuse) {

  /** Nothing excuses a row. */
  public RowCheck(String condition, String message, Optional<String> reason, String hint) {
    this(condition, message, reason, hint, Optional.empty());
  }

  /** What a phase fails by. */
  public RowCheck withoutExcused() {
    return excuse
        .map(excused -> new RowCheck(condition + " AND NOT " + excused, message, reason, hint))
        .orElse(this);
  }
}
