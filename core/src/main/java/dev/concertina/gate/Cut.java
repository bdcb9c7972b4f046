package dev.concertina.gate;

import dev.concertina.words.OneLine;

/** A statement, short enough for a reason. */
final class Cut {

  private static final int LONGEST = 160;

  private Cut() {}

  static String line(String text) {
    return OneLine.of(text, LONGEST, " …");
  }
}
