package dev.concertina.change;

/**
 * Where a change comes from, for messages and for the plan.
 *
 * @param file the file as the user named it, {@code -} for standard input
 * @param line the 1-based line on which the statement starts
 * @param statement the statement's text, without its semicolon
 */
public record Origin(String file, int line, String statement) {

  @Override
  public String toString() {
    return (file.equals("-") ? "standard input" : file) + ":" + line;
  }
}
