package dev.concertina.lint.convert;

import dev.concertina.change.Change;
import java.util.List;

/**
 * A migration for Concertina.
 *
 * @param name its file: {@code V7__rename_user_name.sql}
 * @param text its SQL, with directives; what could not be converted stands in comments
 * @param changes what Concertina reads in it
 * @param left how many statements could not be converted
 */
public record Converted(String name, String text, List<Change> changes, int left) {

  public Converted {
    changes = List.copyOf(changes);
  }
}
