package dev.concertina.cli.render;

import java.util.ArrayList;
import java.util.List;

/** Words on lines of a terminal. */
public final class Columns {

  /** What every terminal shows. */
  public static final int WIDTH = 80;

  private Columns() {}

  /** The words on lines of at most a width, as far as no word is longer. */
  public static List<String> wrap(String words, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : words.strip().split("\\s+", -1)) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }
}
