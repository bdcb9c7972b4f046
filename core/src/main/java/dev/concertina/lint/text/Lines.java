package dev.concertina.lint.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Lines and columns of a text, both counted from 1; columns in UTF-16 units. Immutable and safe for
 * any thread.
 */
public final class Lines {

  private final String text;
  private final int[] starts;

  public Lines(String text) {
    this.text = text;
    List<Integer> found = new ArrayList<>(List.of(0));
    for (int at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
      found.add(at + 1);
    }
    this.starts = found.stream().mapToInt(Integer::intValue).toArray();
  }

  /** The line of a char offset. */
  public int lineOf(int offset) {
    int found = Arrays.binarySearch(starts, offset);
    return found >= 0 ? found + 1 : -found - 1;
  }

  /** The column of a char offset. */
  public int columnOf(int offset) {
    return offset - starts[lineOf(offset) - 1] + 1;
  }

  public int count() {
    return starts.length;
  }

  /** A line without its end. */
  public String line(int number) {
    int end = number < starts.length ? starts[number] - 1 : text.length();
    String line = text.substring(starts[number - 1], end);
    return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
  }

  /** A text of the same line ends and nothing else. */
  public static String blank(String piece) {
    return "\n".repeat((int) piece.chars().filter(c -> c == '\n').count());
  }
}
