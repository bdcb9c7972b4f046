package dev.concertina.hazard.model;

import java.util.List;
import java.util.Optional;

/**
 * A column as CREATE TABLE or ADD COLUMN writes it.
 *
 * @param firstNumber what an identity begins with, if that is said
 * @param generatedBy the expression of a generated column
 * @param constraints those of the column but NOT NULL, its default and what generates it
 */
public record ColumnSpec(
    String name,
    Type type,
    boolean notNull,
    Optional<Value> defaultValue,
    Filling filling,
    Optional<Long> firstNumber,
    Optional<Expression> generatedBy,
    List<ConstraintSpec> constraints) {

  /** Who writes the column. */
  public enum Filling {
    WRITER,
    SERIAL,
    IDENTITY_ALWAYS,
    IDENTITY_BY_DEFAULT,
    STORED,
    VIRTUAL;

    /** Whether an INSERT that leaves it out gets a value. */
    public boolean fillsItself() {
      return this != WRITER;
    }

    /** Whether the server numbers the rows. */
    public boolean isNumbered() {
      return this == SERIAL || isIdentity();
    }

    /** Whether an INSERT that names a value for it fails, unless it says OVERRIDING. */
    public boolean refusesValues() {
      return this == IDENTITY_ALWAYS || this == STORED || this == VIRTUAL;
    }

    private boolean isIdentity() {
      return this == IDENTITY_ALWAYS || this == IDENTITY_BY_DEFAULT;
    }
  }

  public ColumnSpec {
    constraints = List.copyOf(constraints);
  }

  /** Whether an INSERT that leaves it out gets a value that is not NULL. */
  public boolean fillsItself() {
    return filling.fillsItself() || defaultValue.filter(value -> !value.isNull()).isPresent();
  }

  /** Whether NULL is refused; a primary key refuses it too. */
  public boolean refusesNull() {
    return notNull || filling.isNumbered() || has(ConstraintSpec.Kind.PRIMARY_KEY);
  }

  /** Whether it brings a constraint of a kind. */
  public boolean has(ConstraintSpec.Kind kind) {
    return constraints.stream().anyMatch(constraint -> constraint.is(kind));
  }
}
