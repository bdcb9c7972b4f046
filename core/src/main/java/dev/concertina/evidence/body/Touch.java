package dev.concertina.evidence.body;

import dev.concertina.evidence.tree.Write;
import java.util.EnumSet;
import java.util.Set;

/**
 * A relation at one place of a body.
 *
 * @param inserted the columns that an INSERT names
 * @param updated the columns that are set
 * @param wholeRow whether its columns count by their places, all of them
 */
public record Touch(
    Name relation, Set<Write> writes, Set<String> inserted, Set<String> updated, boolean wholeRow) {

  public Touch {
    writes = Set.copyOf(writes);
    inserted = Set.copyOf(inserted);
    updated = Set.copyOf(updated);
  }

  static Touch read(Name relation) {
    return new Touch(relation, Set.of(), Set.of(), Set.of(), false);
  }

  static Touch whole(Name relation) {
    return new Touch(relation, Set.of(), Set.of(), Set.of(), true);
  }

  /** By a text in which its name stands. */
  static Touch perhaps(Name relation) {
    return new Touch(relation, EnumSet.allOf(Write.class), Set.of(), Set.of(), false);
  }

  /** By a statement of which no more is known than that it names it. */
  static Touch anyhow(Name relation) {
    return new Touch(relation, EnumSet.allOf(Write.class), Set.of(), Set.of(), true);
  }
}
