package dev.concertina.sync;

import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import dev.concertina.sql.RowExpression;
import dev.concertina.sql.Sql;
import dev.concertina.sql.SqlPart;
import dev.concertina.sql.TypeName;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * An expression over a row that becomes the value of a column of a given type by assignment, as in
 * ALTER COLUMN TYPE without USING: a value that does not fit raises, it is never cut.
 *
 * <p>Unless it is total, its text stands in triggers and helper functions only between a handler
 * that catches every error: an old writer must not fail because of a value.
 *
 * @param expression over the columns of the row
 * @param type what the value is assigned to
 * @param total whether it can never raise
 * @param helper the name of the helper functions for SQL, where it is not total
 * @param inputs the types of the columns that the expressions read
 * @param standIn what is assigned where the expression is NULL
 */
public record Conversion(
    RowExpression expression,
    TypeName type,
    boolean total,
    QualifiedName helper,
    Map<Identifier, TypeName> inputs,
    Optional<RowExpression> standIn) {

  private static final String RAISES = "raises";

  public Conversion {
    inputs = Map.copyOf(inputs);
  }

  /** Without anything that stands in for a NULL. */
  public Conversion(
      RowExpression expression,
      TypeName type,
      boolean total,
      QualifiedName helper,
      Map<Identifier, TypeName> inputs) {
    this(expression, type, total, helper, inputs, Optional.empty());
  }

  /** The same with a value for NULL, which may raise. */
  public Conversion orElse(RowExpression value, Map<Identifier, TypeName> itsInputs) {
    Map<Identifier, TypeName> all = new HashMap<>(inputs);
    all.putAll(itsInputs);
    return new Conversion(expression, type, false, helper, all, Optional.of(value));
  }

  /** The columns that it reads. */
  public Set<Identifier> columns() {
    Set<Identifier> columns = new LinkedHashSet<>(expression.columns());
    standIn.ifPresent(value -> columns.addAll(value.columns()));
    return columns;
  }

  /** The bare copy of a column to another of the same type. */
  public static Conversion copy(Identifier column, TypeName type, QualifiedName helper) {
    return new Conversion(RowExpression.column(column), type, true, helper, Map.of(column, type));
  }

  /** PL/pgSQL that assigns the value; an error reaches the writer. */
  Sql assign(SqlPart target, Function<Identifier, Sql> binding) {
    Sql assign = Sql.of("{} := {};\n", target, expression.bind(binding));
    return standIn
        .map(
            value ->
                Sql.of(
                    "{}IF {} IS NULL THEN\n  {} := {};\nEND IF;\n",
                    assign,
                    target,
                    target,
                    value.bind(binding)))
        .orElse(assign);
  }

  /** PL/pgSQL that assigns the value, or NULL where the expression raises. */
  Sql assignOrNull(SqlPart target, Function<Identifier, Sql> binding) {
    if (total) {
      return assign(target, binding);
    }
    return Sql.of(
        """
        BEGIN
        {}EXCEPTION WHEN OTHERS THEN
          {} := NULL;
        END;
        """,
        Plpgsql.indent(assign(target, binding)),
        target);
  }

  /** The value in SQL over a table's own columns; NULL where the expression raises. */
  Sql value(Function<Identifier, ? extends SqlPart> binding) {
    return total ? expression.bind(binding) : call(helper, binding);
  }

  /** Text SQL: the error that the expression raises for a row, or NULL. */
  Optional<Sql> error(Function<Identifier, ? extends SqlPart> binding) {
    return total ? Optional.empty() : Optional.of(call(raises(), binding));
  }

  /** The helper function that gives the value or NULL. */
  List<Sql> valueHelper() {
    return total ? List.of() : List.of(valueFunction());
  }

  /** The helper function that gives the error or NULL. */
  List<Sql> errorHelper() {
    return total ? List.of() : List.of(errorFunction());
  }

  /** What {@link #valueHelper} made, for dropping it. */
  List<Sql> valueSignature() {
    return total ? List.of() : List.of(Sql.of("{}({})", helper, argumentTypes()));
  }

  /** What {@link #errorHelper} made, for dropping it. */
  List<Sql> errorSignature() {
    return total ? List.of() : List.of(Sql.of("{}({})", raises(), argumentTypes()));
  }

  private Sql valueFunction() {
    return Sql.of(
        "CREATE OR REPLACE FUNCTION {}({}) RETURNS {} LANGUAGE plpgsql AS {}",
        helper,
        argumentTypes(),
        type,
        Sql.dollarQuoted(
            Sql.of(
                """

                DECLARE
                  result {};
                BEGIN
                {}  RETURN result;
                EXCEPTION WHEN OTHERS THEN
                  RETURN NULL;
                END
                """,
                type,
                Plpgsql.indent(assignResult()))));
  }

  private Sql errorFunction() {
    return Sql.of(
        "CREATE OR REPLACE FUNCTION {}({}) RETURNS text LANGUAGE plpgsql AS {}",
        raises(),
        argumentTypes(),
        Sql.dollarQuoted(
            Sql.of(
                """

                DECLARE
                  result {};
                BEGIN
                {}  RETURN NULL;
                EXCEPTION WHEN OTHERS THEN
                  RETURN SQLERRM;
                END
                """,
                type,
                Plpgsql.indent(assignResult()))));
  }

  private Sql call(QualifiedName function, Function<Identifier, ? extends SqlPart> binding) {
    return Sql.of("{}({})", function, Sql.join(", ", columns().stream().map(binding).toList()));
  }

  private Sql argumentTypes() {
    return Sql.join(", ", columns().stream().map(this::input).toList());
  }

  /** Over the positional arguments, whose names no column can shadow. */
  private Sql assignResult() {
    List<Identifier> columns = List.copyOf(columns());
    return assign(Sql.of("result"), name -> Sql.of("${}", Sql.number(columns.indexOf(name) + 1)));
  }

  private TypeName input(Identifier column) {
    TypeName input = inputs.get(column);
    if (input == null) {
      throw new IllegalArgumentException("the type of column " + column + " is not known");
    }
    return input;
  }

  private QualifiedName raises() {
    return helper.sibling(helper.name().derived(RAISES));
  }
}
