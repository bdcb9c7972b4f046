package dev.concertina.hazard.model;

import dev.concertina.sql.QualifiedName;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Something in an expression that is carried out.
 *
 * @param name the function, the operator, or the type that is cast to
 */
public record Call(Kind kind, QualifiedName name, List<Argument> arguments) {

  /** What is carried out. */
  public enum Kind {
    CAST,
    FUNCTION,
    OPERATOR
  }

  /**
   * What it is given.
   *
   * @param column its name, if it is nothing but a column
   * @param type the one that a cast gives it
   */
  public record Argument(Optional<String> column, Optional<Type> type) {

    /** Its type, as far as that of a column is known. */
    Optional<Type> typeBy(Function<String, Optional<Type>> columns) {
      return type.or(() -> column.flatMap(columns));
    }
  }

  public Call {
    arguments = List.copyOf(arguments);
  }
}
