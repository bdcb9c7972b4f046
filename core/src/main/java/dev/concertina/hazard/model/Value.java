package dev.concertina.hazard.model;

import java.util.Optional;

/**
 * An expression as far as it matters for a value.
 *
 * @param literal the text of a constant, with or without a cast
 */
public record Value(Kind kind, Optional<String> literal) {

  /** One of which nothing is known. */
  public static final Value UNKNOWN = new Value(Kind.UNKNOWN, Optional.empty());

  /** What PostgreSQL can do with it. */
  public enum Kind {
    /** NULL, with or without a cast. */
    NULL,
    /** A constant, or one for the length of a statement, such as {@code now()}. */
    STABLE,
    /** Another value for each row. */
    VOLATILE,
    /** The next number of a sequence. */
    NEXT_NUMBER,
    /** Calls a function that is not PostgreSQL's own; those are volatile unless declared. */
    UNKNOWN
  }

  public boolean isNull() {
    return kind == Kind.NULL;
  }

  /** Whether rows that exist already get their value by writing each of them. */
  public boolean mayRewrite() {
    return kind == Kind.VOLATILE || kind == Kind.NEXT_NUMBER || kind == Kind.UNKNOWN;
  }
}
