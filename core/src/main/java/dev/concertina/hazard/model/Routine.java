package dev.concertina.hazard.model;

import java.util.List;
import java.util.Optional;

/**
 * A function or procedure as CREATE FUNCTION writes it.
 *
 * @param procedure whether it is called by CALL
 * @param result empty where OUT parameters or a table say it, and of a procedure
 * @param many whether it gives a set of results
 * @param immutable whether it may be taken for one that gives the same result for the same
 *     arguments for ever: it is declared to, or its body is SQL, which PostgreSQL puts in the place
 *     of the call whatever is declared
 * @param idle whether it is seen to write nothing, to change no row and to refuse none
 */
public record Routine(
    boolean procedure,
    List<Parameter> parameters,
    Optional<Type> result,
    boolean many,
    boolean immutable,
    boolean idle) {

  /**
   * One parameter.
   *
   * @param name empty if it has none
   * @param input whether a call gives it; also of INOUT
   * @param output whether it is a part of the result; also of INOUT and of the columns of a table
   * @param hasDefault whether a call may leave it out
   */
  public record Parameter(
      Optional<String> name, Type type, boolean input, boolean output, boolean hasDefault) {

    /** The parameter with its type, without what only calls need. */
    Parameter asOutput() {
      return new Parameter(name, type.bare(), false, true, false);
    }
  }

  public Routine {
    parameters = List.copyOf(parameters);
  }

  /** What a call gives. */
  public List<Parameter> inputs() {
    return parameters.stream().filter(Parameter::input).toList();
  }

  /** What a result is made of, if it has parts. */
  public List<Parameter> outputs() {
    return parameters.stream().filter(Parameter::output).map(Parameter::asOutput).toList();
  }

  /** Whether OR REPLACE puts the one in the place of the other: both take the same types. */
  public boolean hasSameInputs(Routine other) {
    return inputTypes().equals(other.inputTypes());
  }

  /** Whether a call of either gives the same kind of result, as far as the types are known. */
  public boolean hasSameResult(Routine other) {
    boolean known =
        result.stream().noneMatch(Type::isCopied)
            && other.result.stream().noneMatch(Type::isCopied);
    return !known
        || (many == other.many
            && result.map(Type::bare).equals(other.result.map(Type::bare))
            && outputs().equals(other.outputs()));
  }

  Routine calledImmutable() {
    return new Routine(procedure, parameters, result, many, true, idle);
  }

  private List<Type> inputTypes() {
    return inputs().stream().map(Parameter::type).map(Type::bare).toList();
  }
}
