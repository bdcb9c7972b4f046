package dev.concertina.words;

/** A text of several lines as one, for a sentence or to compare it. */
public final class OneLine {

  private OneLine() {}

  /** With one space wherever there was space. */
  public static String of(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }

  /**
   * The same, cut off where it is too long.
   *
   * @param more stands for what was cut off
   */
  public static String of(String text, int longest, String more) {
    String line = of(text);
    return line.length() <= longest ? line : line.substring(0, longest) + more;
  }
}
