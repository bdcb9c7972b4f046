package dev.concertina.lint.text;

/**
 * Statements written so that each begins on the line that it comes from, as far as the one before
 * leaves room. Not thread-safe.
 */
public final class LinedText {

  private final StringBuilder text = new StringBuilder();
  private int line = 1;

  /**
   * Adds SQL that may lack its last semicolon.
   *
   * @param from the line on which it begins
   */
  public void add(String sql, int from) {
    String stripped = sql.strip();
    if (stripped.isEmpty()) {
      return;
    }
    int leading = sql.indexOf(stripped.charAt(0));
    goTo(from + lines(sql.substring(0, Math.max(0, leading))));
    text.append(stripped);
    line += lines(stripped);
    String last = stripped.substring(stripped.lastIndexOf('\n') + 1);
    if (last.contains("--")) {
      text.append('\n');
      line++;
    }
    text.append(stripped.endsWith(";") ? " " : "; ");
  }

  private void goTo(int wanted) {
    while (line < wanted) {
      text.append('\n');
      line++;
    }
  }

  private static int lines(String piece) {
    return (int) piece.chars().filter(c -> c == '\n').count();
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
