package dev.concertina.story.race;

import org.jspecify.annotations.Nullable;

/**
 * What a row must be.
 *
 * @param other a column that no migration knows
 * @param tag references the table of tags
 * @param region the partition key, where there are partitions
 * @param touched how often the row was updated since it was inserted, as a user's trigger counts
 */
record Row(Words words, int other, @Nullable String tag, int region, int touched) {

  static Row inserted(Words words, int region) {
    return new Row(words, 0, null, region, 0);
  }

  /** After an UPDATE that wrote the word, if any. */
  Row updated(Words now) {
    return new Row(now, other, tag, region, touched + 1);
  }

  Row withOther(int now) {
    return new Row(words, now, tag, region, touched);
  }

  Row withTag(@Nullable String now) {
    return new Row(words, other, now, region, touched);
  }

  Row withRegion(int now) {
    return new Row(words, other, tag, now, touched);
  }

  Row withWords(Words now) {
    return new Row(now, other, tag, region, touched);
  }
}
