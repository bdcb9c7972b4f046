package dev.concertina.lint.text;

/**
 * What the words of one statement say about its end: a rule's actions and the body of a function in
 * standard SQL hold semicolons, and COPY from standard input is followed by data.
 */
final class StatementWords {

  private String first = "";
  private String last = "";
  private int lastEnd = -1;
  private boolean rule;
  private boolean standardInput;
  private int parentheses;

  /** Of BEGIN ATOMIC and CASE. */
  private int blocks;

  void word(String word, int end) {
    if (first.isEmpty()) {
      first = word;
    }
    rule |= word.equals("rule") && first.equals("create");
    standardInput |= word.equals("stdin") && last.equals("from");
    if (word.equals("atomic") && last.equals("begin") && first.equals("create")) {
      blocks = 1;
    } else if (blocks > 0) {
      blocks += word.equals("case") ? 1 : 0;
      blocks -= word.equals("end") ? 1 : 0;
    }
    last = word;
    lastEnd = end;
  }

  void symbol(char c) {
    parentheses += c == '(' ? 1 : 0;
    parentheses -= c == ')' ? 1 : 0;
  }

  /** Whether a semicolon ends the statement. */
  boolean mayEnd() {
    return blocks == 0 && (!rule || parentheses <= 0);
  }

  boolean readsData() {
    return first.equals("copy") && standardInput;
  }

  /** Whether a quote at this place opens a string with backslashes: {@code E'…'}. */
  boolean isEscapePrefix(int at) {
    return lastEnd == at && last.equals("e");
  }
}
