package dev.concertina.lint.git;

import java.util.BitSet;

/** Which lines of one file are new, and between which lines some are gone. Not thread-safe. */
final class FileLines {

  /** Bit 2n is line n, bit 2n + 1 the place behind it. */
  private final BitSet changed = new BitSet();

  /**
   * @param from the first new line; if there is none, the line behind which old ones stood
   */
  void add(int from, int count) {
    if (count == 0) {
      changed.set(2 * from + 1);
    } else {
      changed.set(2 * from, 2 * (from + count));
    }
  }

  /** Whether the text from the first to the last line is not as it was. */
  boolean touch(int first, int last) {
    int next = changed.nextSetBit(2 * first);
    return next >= 0 && next <= 2 * last;
  }
}
