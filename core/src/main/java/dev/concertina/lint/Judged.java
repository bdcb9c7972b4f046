package dev.concertina.lint;

import dev.concertina.hazard.Finding;

/**
 * A finding in its file.
 *
 * @param line the first line of the statement, counted from 1, as are all
 * @param column of its first char, in UTF-16 units
 * @param endLine its last line
 * @param endColumn behind its last char
 * @param fingerprint the same as long as rule, file and statement are, wherever in the file it is
 */
public record Judged(
    Finding finding, int line, int column, int endLine, int endColumn, String fingerprint) {

  /** The file as the user named it, {@code -} for standard input. */
  public String file() {
    return finding.origin().file();
  }
}
