package dev.concertina.sync;

import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;
import dev.concertina.sql.SqlPart;
import java.util.Collection;
import java.util.function.Function;

/** Phrases that the rules share. */
final class Plpgsql {

  /** A condition for a trigger that has nothing to do. */
  static final Sql NEVER = Sql.of("false");

  /** A condition for a trigger that has to look itself. */
  static final Sql ALWAYS = Sql.of("true");

  private Plpgsql() {}

  /** Whether an UPDATE changes any of the columns. */
  static Sql rowDiffers(Collection<Identifier> columns) {
    return differs(
        Sql.join(", ", columns.stream().map(Plpgsql::newValue).toList()),
        Sql.join(", ", columns.stream().map(Plpgsql::oldValue).toList()));
  }

  /**
   * Whether two values of one type are stored differently. Equality will not do: {@code =} says
   * that 1.0 is 1.000 and does not exist for json ("Row-wise Comparison" in the documentation
   * describes the image operators).
   */
  static Sql differs(SqlPart left, SqlPart right) {
    return Sql.of("pg_catalog.record_image_ne(ROW({}), ROW({}))", left, right);
  }

  /**
   * Whether a value is there at all. {@code IS NOT NULL} looks into a composite value, and does not
   * hold for {@code ROW(1, NULL)} ("Comparison Functions and Operators" in the documentation).
   */
  static Sql isGiven(SqlPart value) {
    return Sql.of("{} IS DISTINCT FROM NULL", value);
  }

  static Sql newValue(Identifier column) {
    return Sql.of("NEW.{}", column);
  }

  static Sql oldValue(Identifier column) {
    return Sql.of("OLD.{}", column);
  }

  /** The row's own columns, of which one has another name in the new shape. */
  static Function<Identifier, Identifier> renaming(Identifier logical, Identifier physical) {
    return name -> name.equals(logical) ? physical : name;
  }

  /** The statements, each line two spaces further in. */
  static Sql indent(SqlPart statements) {
    return Sql.verbatim(statements.sql().indent(2));
  }
}
