package dev.concertina.hazard;

/**
 * A piece of a script's text.
 *
 * @param start char offset of its first char
 * @param end char offset behind its last char; never before {@code start}
 */
public record Span(int start, int end) {

  public Span {
    if (start < 0 || end < start) {
      throw new IllegalArgumentException("no span: " + start + " to " + end);
    }
  }
}
