package dev.concertina.source.fragment;

/** A text that is not the piece of SQL that it should be. */
public final class FragmentException extends Exception {

  private static final long serialVersionUID = 1L;

  private final int line;

  FragmentException(String message, int line) {
    super(message);
    this.line = line;
  }

  /** The 1-based line of the text that the message is about. */
  public int line() {
    return line;
  }
}
