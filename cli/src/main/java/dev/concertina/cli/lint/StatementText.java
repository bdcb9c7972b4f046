package dev.concertina.cli.lint;

import dev.concertina.cli.render.Columns;
import dev.concertina.cli.render.Style;
import dev.concertina.hazard.Span;
import java.util.ArrayList;
import java.util.List;

/** A statement as it stands in its file, with line numbers and the words to blame underlined. */
final class StatementText {

  private static final int MOST_LINES = 8;
  private static final String CUT = "…";

  private final Style style;
  private final int firstLine;
  private final Span blamed;
  private final int gutter;

  /**
   * @param firstLine the statement's line in its file
   * @param blamed offsets in the statement's text
   */
  StatementText(Style style, int firstLine, Span blamed) {
    this.style = style;
    this.firstLine = firstLine;
    this.blamed = blamed;
    this.gutter = Math.max(3, String.valueOf(firstLine + MOST_LINES).length());
  }

  /** The lines that matter: those with words to blame, and what is near. */
  List<String> lines(String statement) {
    List<String> shown = new ArrayList<>();
    String[] lines = statement.split("\n", -1);
    int start = 0;
    int skipped = 0;
    for (int i = 0; i < lines.length; i++) {
      int end = start + lines[i].length();
      if (matters(i, lines.length, start, end)) {
        if (skipped > 0) {
          shown.add(gap());
          skipped = 0;
        }
        show(lines[i].stripTrailing(), i, start, shown);
      } else {
        skipped++;
      }
      start = end + 1;
    }
    if (skipped > 0) {
      shown.add(gap());
    }
    return shown;
  }

  /** Short statements are shown whole; of long ones the head and the first blamed lines. */
  private boolean matters(int index, int count, int start, int end) {
    boolean isBlamed = start < blamed.end() && end >= blamed.start();
    boolean nearBegin = end >= blamed.start() && start <= blamed.start() + Columns.WIDTH * 3;
    return count <= MOST_LINES || index == 0 || (isBlamed && nearBegin);
  }

  private void show(String line, int index, int start, List<String> shown) {
    int from = Math.min(line.length(), Math.max(0, blamed.start() - start));
    int to = Math.min(line.length(), Math.max(0, blamed.end() - start));
    int room = Columns.WIDTH - gutter - 3;
    int cut = line.length() <= room ? 0 : Math.max(0, Math.min(from - 10, line.length() - room));
    String head = cut > 0 ? CUT : "";
    String visible = head + line.substring(Math.min(line.length(), cut + head.length()));
    if (visible.length() > room) {
      visible = visible.substring(0, room - 1) + CUT;
    }
    shown.add(style.dim(number(firstLine + index)) + visible.replace('\t', ' '));
    int left = Math.max(0, from - cut);
    while (left < visible.length() && from < to && visible.charAt(left) == ' ') {
      left++;
    }
    int right = Math.min(visible.length(), to - cut);
    if (right > left) {
      shown.add(style.dim(number(0)) + " ".repeat(left) + style.red("^".repeat(right - left)));
    }
  }

  private String number(int line) {
    String digits = line == 0 ? "" : String.valueOf(line);
    return " ".repeat(Math.max(0, gutter - digits.length())) + digits + " | ";
  }

  private String gap() {
    return style.dim(" ".repeat(Math.max(0, gutter - 1)) + CUT + " |");
  }
}
