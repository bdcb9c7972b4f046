package dev.concertina.cli.lint;

import dev.concertina.cli.render.Columns;
import java.util.ArrayList;
import java.util.List;

/**
 * The page of a rule for a terminal: paragraphs on 80 columns, without the marks by which tests
 * find its SQL. Not thread-safe.
 */
public final class RuleText {

  private static final String FENCE = "```";

  private final List<String> lines = new ArrayList<>();
  private final List<String> paragraph = new ArrayList<>();
  private boolean code;

  private RuleText() {}

  /** The page, laid out anew. */
  public static String of(String page) {
    RuleText text = new RuleText();
    page.lines().forEach(text::add);
    text.endParagraph();
    return String.join("\n", text.lines);
  }

  private void add(String line) {
    code ^= line.startsWith(FENCE);
    if (line.startsWith("<!--")) {
      return;
    }
    if (code || isLaidOut(line)) {
      endParagraph();
      lines.add(line);
    } else {
      paragraph.add(line);
    }
  }

  private static boolean isLaidOut(String line) {
    return line.isBlank() || line.startsWith("#") || line.startsWith("|") || line.startsWith(FENCE);
  }

  private void endParagraph() {
    if (!paragraph.isEmpty()) {
      lines.addAll(Columns.wrap(String.join(" ", paragraph), Columns.WIDTH));
      paragraph.clear();
    }
  }
}
