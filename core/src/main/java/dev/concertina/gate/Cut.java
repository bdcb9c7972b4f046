package dev.concertina.gate;

/** Makes one short line of a statement, for a sentence. */
final class Cut {

  private Cut() {}

  static String line(String text, int most) {
    String line = text.strip().replaceAll("\\s+", " ");
    return line.length() <= most ? line : line.substring(0, most) + " …";
  }
}
