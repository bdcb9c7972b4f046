package dev.concertina.lint.convert;

import dev.concertina.change.Change;
import java.util.List;
import java.util.stream.Collectors;

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

  /** The same with a comment at its end. */
  Converted with(String comment) {
    return new Converted(name, text + comment, changes, left);
  }

  /** The same, with comments of the script that stand for something which is not in it. */
  Converted without(List<String> comments, String why) {
    String missing =
        comments.stream()
            .map(comment -> "-- not converted: " + why + "\n" + comment + "\n")
            .collect(Collectors.joining());
    return new Converted(name, text + missing, changes, left + comments.size());
  }
}
