package dev.concertina.parser;

/** Counts the lines of a text for offsets that only grow, in one pass over the text. */
final class LineCounter {
  private final String text;
  private int line = 1;
  private int counted;

  LineCounter(String text) {
    this.text = text;
  }

  /** The line of an offset, counted from 1; no offset may be smaller than the one before. */
  int lineOf(int offset) {
    for (; counted < offset; counted++) {
      if (text.charAt(counted) == '\n') {
        line++;
      }
    }
    return line;
  }
}
