package dev.concertina.lint;

import dev.concertina.change.MigrationException;
import dev.concertina.change.Origin;
import java.util.Optional;

/**
 * Something that is wrong with a file or with an ignore, rather than with what a statement does.
 *
 * @param kind what it means for the result
 * @param code a stable word for programs
 * @param message what is wrong and why
 * @param hint what to do next
 * @param origin where; empty if it is no place in a file
 */
public record Problem(
    Kind kind, String code, String message, String hint, Optional<Origin> origin) {

  /** What a problem means for the result. */
  public enum Kind {
    /** Something could not be read, so it was not judged. */
    UNREAD,
    /** An ignore is not as it has to be: it counts as a warning. */
    IGNORE
  }

  /** Something that could not be read. */
  static Problem unread(MigrationException e) {
    return new Problem(Kind.UNREAD, e.code(), String.valueOf(e.getMessage()), e.hint(), e.origin());
  }
}
