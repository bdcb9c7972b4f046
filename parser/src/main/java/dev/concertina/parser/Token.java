package dev.concertina.parser;

/**
 * One token of a text, as PostgreSQL's scanner cuts it.
 *
 * @param kind what it is
 * @param text its source text, quotes and escapes included
 * @param start char offset of its first char
 * @param end char offset behind its last char
 */
public record Token(Kind kind, String text, int start, int end) {

  /** What a token is to the scanner, which knows words but not their use. */
  public enum Kind {
    /** A word of PostgreSQL's keyword list, reserved or not; it may still name a column. */
    KEYWORD,
    /** A bare name. */
    IDENTIFIER,
    /** A name in double quotes, with or without {@code U&}. */
    QUOTED_IDENTIFIER,
    /** A string constant of any form: plain, escaped, dollar-quoted, bit string. */
    STRING,
    /** A number, without a sign. */
    NUMBER,
    /** A parameter such as {@code $1}. */
    PARAMETER,
    /** An operator or a punctuation mark. */
    SYMBOL
  }

  /** Whether this is the given keyword or symbol; keywords compare without regard to case. */
  public boolean is(String word) {
    return (kind == Kind.KEYWORD || kind == Kind.SYMBOL) && text.equalsIgnoreCase(word);
  }
}
