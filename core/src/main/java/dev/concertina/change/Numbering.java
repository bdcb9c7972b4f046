package dev.concertina.change;

import dev.concertina.sql.Sql;
import java.util.Map;
import java.util.Optional;

/**
 * How PostgreSQL numbers the rows of a new column: by the default of a {@code serial} column, or as
 * an identity column ("Serial Types", "Identity Columns").
 *
 * @param options of the identity's sequence, without brackets; or nothing
 */
public record Numbering(Kind kind, Sql options) {

  /** Not types: CREATE TABLE and ADD COLUMN make a sequence and a default of them. */
  private static final Map<String, String> SERIAL_TYPES =
      Map.of(
          "smallserial", "smallint",
          "serial2", "smallint",
          "serial", "integer",
          "serial4", "integer",
          "bigserial", "bigint",
          "serial8", "bigint");

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

  /** The type of the column that a word like {@code bigserial} makes; empty for a real type. */
  public static Optional<String> serialType(String word) {
    return Optional.ofNullable(SERIAL_TYPES.get(word));
  }

  public boolean isIdentity() {
    return kind != Kind.SERIAL;
  }
}
