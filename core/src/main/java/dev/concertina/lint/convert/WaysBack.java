package dev.concertina.lint.convert;

import dev.concertina.change.ChangeType;
import java.util.Optional;

/** How old code reads what new code writes into a column of another type. */
@FunctionalInterface
public interface WaysBack {

  /**
   * The expression from the new value to the old one.
   *
   * @return empty if PostgreSQL converts back by itself, or if nothing is known of the column
   */
  Optional<String> of(ChangeType change);
}
