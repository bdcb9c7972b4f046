package dev.concertina.sql;

/**
 * A data type with its modifier, as {@code format_type} writes it: {@code character varying(50)}.
 */
public record TypeName(String sql) implements SqlPart {

  @Override
  public String toString() {
    return sql;
  }
}
