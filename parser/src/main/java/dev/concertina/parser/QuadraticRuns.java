package dev.concertina.parser;

/**
 * Refuses runs of characters for which PostgreSQL's scanner takes time that grows with their
 * square: it reads a run of the characters of an operator as far as it goes, and then gives most of
 * it back, where a comment begins inside of a comment, and where an operator ends in + or - ({@code
 * xcstart} and {@code operator} in scan.l). Half a megabyte of them would take hours.
 */
final class QuadraticRuns {

  /** Far more than anybody writes, and little enough for milliseconds. */
  private static final int MOST = 500;

  private static final String OF_OPERATORS = "~!@#^&|`?+-*/%<>=";

  private QuadraticRuns() {}

  /**
   * Looks once over the text.
   *
   * @throws SqlSyntaxException if it holds such a run
   */
  static void refuse(String sql, SourceMap source) {
    int comments = 0;
    int signs = 0;
    for (int i = 0; i < sql.length(); i++) {
      char c = sql.charAt(i);
      comments = OF_OPERATORS.indexOf(c) < 0 ? 0 : comments + (sql.startsWith("/*", i) ? 1 : 0);
      signs = (c == '+' || c == '-') && !sql.startsWith("--", i) ? signs + 1 : 0;
      if (comments > MOST) {
        throw new SqlSyntaxException("comments are nested too deeply", source, i);
      }
      if (signs > MOST) {
        throw new SqlSyntaxException("too many signs follow each other", source, i);
      }
    }
  }
}
