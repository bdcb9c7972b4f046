package dev.concertina.parser;

/**
 * SQL that PostgreSQL's grammar refuses. The message is PostgreSQL's own, without the position.
 *
 * <p>Input that the grammar cannot hold is refused in the same way: nested too deeply, a NUL
 * character, half of a surrogate pair.
 */
public final class SqlSyntaxException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int offset;
  private final int line;
  private final int column;

  SqlSyntaxException(String message, SourceMap source, int offset) {
    super(message);
    this.offset = offset;
    this.line = offset < 0 ? 0 : source.line(offset);
    this.column = offset < 0 ? 0 : source.column(offset);
  }

  /** The char offset of the mistake in the text that was parsed; -1 if PostgreSQL names none. */
  public int offset() {
    return offset;
  }

  /** The line of the mistake, counted from 1; 0 if PostgreSQL names none. */
  public int line() {
    return line;
  }

  /** The column of the mistake in characters (code points), from 1; 0 if PostgreSQL names none. */
  public int column() {
    return column;
  }
}
