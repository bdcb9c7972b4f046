package dev.concertina.hazard.model;

/** An expression as far as it matters for a default. */
public record Value(Kind kind) {

  /** What PostgreSQL can do with it. */
  public enum Kind {
    /** NULL, with or without a cast. */
    NULL,
    /** A constant, or one for the length of a statement, such as {@code now()}. */
    STABLE,
    /** Another value for each row. */
    VOLATILE,
    /** Calls a function that is not PostgreSQL's own; those are volatile unless declared. */
    UNKNOWN
  }

  public boolean isNull() {
    return kind == Kind.NULL;
  }

  /** Whether rows that exist already get their value by writing each of them. */
  public boolean mayRewrite() {
    return kind == Kind.VOLATILE || kind == Kind.UNKNOWN;
  }
}
