package dev.concertina.change;

import dev.concertina.sql.Sql;

/**
 * How PostgreSQL numbers the rows of a new column: by the default of a {@code serial} column, or as
 * an identity column ("Serial Types", "Identity Columns").
 *
 * @param options of the identity's sequence, without brackets; or nothing
 */
public record Numbering(Kind kind, Sql options) {

  /** Whether writers may give numbers of their own. */
  public enum Kind {
    SERIAL,
    IDENTITY_BY_DEFAULT,
    IDENTITY_ALWAYS
  }

  /** By a default. */
  public static Numbering serial() {
    return new Numbering(Kind.SERIAL, Sql.of(""));
  }

  public boolean isIdentity() {
    return kind != Kind.SERIAL;
  }
}
