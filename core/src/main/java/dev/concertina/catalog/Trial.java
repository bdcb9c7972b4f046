package dev.concertina.catalog;

import dev.concertina.change.TableRef;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.RowExpression;
import dev.concertina.sql.TypeName;
import java.util.Map;
import java.util.Optional;

/**
 * A question that only PostgreSQL can answer, tried on an empty temporary copy of the table in a
 * transaction that is rolled back.
 *
 * @param <T> what the answer tells
 */
public sealed interface Trial<T> {

  TableRef table();

  /** Calls the visitor's method for this kind of trial. */
  <R, X extends Exception> R accept(Visitor<R, X> visitor) throws X;

  /** One method for each kind of trial. */
  interface Visitor<R, X extends Exception> {
    R expression(Expression trial) throws X;

    R typeChange(TypeChange trial) throws X;

    R newColumn(NewColumn trial) throws X;
  }

  /**
   * Is the text an immutable expression over one row of the table, and of which type? PostgreSQL
   * accepts only such expressions for a stored generated column ("Generated Columns"): no
   * sub-query, aggregate or set, nothing that depends on a session setting.
   *
   * @param renamed columns that the text calls by another name than the table does
   * @param columns columns that the row has in addition, or with another type than in the table, by
   *     the name that the text calls them
   */
  record Expression(
      TableRef table,
      Map<Identifier, Identifier> renamed,
      Map<Identifier, String> columns,
      String text)
      implements Trial<ResolvedExpression> {
    public Expression {
      renamed = Map.copyOf(renamed);
      columns = Map.copyOf(columns);
    }

    /** Over the names that the table has. */
    public Expression(TableRef table, Map<Identifier, String> columns, String text) {
      this(table, Map.of(), columns, text);
    }

    @Override
    public <R, X extends Exception> R accept(Visitor<R, X> visitor) throws X {
      return visitor.expression(this);
    }
  }

  /**
   * What does ALTER COLUMN TYPE do: rewrite the table or only its description?
   *
   * @param name what the column is called by then
   * @param withoutDefault whether its default is dropped by then
   */
  record TypeChange(
      TableRef table,
      Identifier column,
      Identifier name,
      boolean withoutDefault,
      String type,
      Optional<String> using)
      implements Trial<TypeChangeResult> {
    /** Of the column as it is. */
    public TypeChange(TableRef table, Identifier column, String type, Optional<String> using) {
      this(table, column, column, false, type, using);
    }

    @Override
    public <R, X extends Exception> R accept(Visitor<R, X> visitor) throws X {
      return visitor.typeChange(this);
    }
  }

  /** What does ADD COLUMN do: rewrite the table or only its description? */
  record NewColumn(TableRef table, Identifier column, String type, Optional<String> defaultValue)
      implements Trial<NewColumnResult> {
    @Override
    public <R, X extends Exception> R accept(Visitor<R, X> visitor) throws X {
      return visitor.newColumn(this);
    }
  }

  /**
   * An expression with every name qualified.
   *
   * @param type of its value
   */
  record ResolvedExpression(RowExpression expression, TypeName type) {}

  /**
   * What ALTER COLUMN TYPE did.
   *
   * @param type the new type as PostgreSQL writes it
   * @param rewrites whether the rows (or the column's indexes) are written anew
   * @param defaultValue the column's default, converted to the new type
   * @param assignableBack whether PostgreSQL itself would convert the new type to the old one on
   *     assignment, as ALTER COLUMN TYPE without USING asks
   * @param widensInteger whether it makes an integer column of a larger one, so that without USING
   *     no value can be refused and each is equal to what it was
   */
  record TypeChangeResult(
      TypeName type,
      boolean rewrites,
      Optional<String> defaultValue,
      boolean assignableBack,
      boolean widensInteger) {}

  /**
   * What ADD COLUMN did.
   *
   * @param type the type as PostgreSQL writes it
   * @param rewrites whether the default is evaluated for each row
   * @param defaultValue the default with every name qualified
   * @param domain whether the type is a domain
   */
  record NewColumnResult(
      TypeName type, boolean rewrites, Optional<String> defaultValue, boolean domain) {}
}
