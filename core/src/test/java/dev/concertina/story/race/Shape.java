package dev.concertina.story.race;

import java.util.Random;
import java.util.function.Function;

/**
 * The table as one version of the application knows it.
 *
 * @param searchPath of its sessions
 * @param word the column that the migration changes, by its name in this version
 * @param type of it
 * @param tag the column with the foreign key, by its name in this version
 * @param view whether the table is a view while both versions run
 * @param nulls whether this version writes NULL into {@code word}
 * @param values what it writes there otherwise
 */
record Shape(
    String searchPath,
    String word,
    String type,
    String tag,
    boolean view,
    boolean nulls,
    Function<Random, String> values) {

  static Shape old(String type, Function<Random, String> values) {
    return new Shape("public", "word", type, "tag", false, true, values);
  }

  /** In the same table, under another name. */
  Shape renamed(String newWord) {
    return new Shape("v7, public", newWord, type, tag, view, nulls, values);
  }

  Shape withTag(String newTag) {
    return new Shape(searchPath, word, type, newTag, view, nulls, values);
  }

  Shape withoutNulls() {
    return new Shape(searchPath, word, type, tag, view, false, values);
  }

  /** In a view of the version's schema. */
  Shape retyped(String newType, Function<Random, String> newValues) {
    return new Shape("v7, public", word, newType, tag, true, nulls, newValues);
  }

  /** The column itself, or NULL. */
  String value(Random random) {
    return values.apply(random);
  }
}
