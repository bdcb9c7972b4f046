package dev.concertina.evidence.closure;

import java.util.List;
import java.util.Optional;

/**
 * What happens when a table is written, or a view is read: a trigger, a rule, the action of a
 * foreign key, or an expression that calls a function.
 *
 * @param on the relation
 * @param routine that a trigger or an expression calls, 0 otherwise
 * @param tree of a rule
 * @param child that the action of a foreign key writes, 0 otherwise
 * @param arguments with which a trigger calls its function; it may take them for names
 */
record Hook(
    String words,
    long on,
    boolean onSelect,
    boolean onInsert,
    boolean onUpdate,
    boolean onDelete,
    long routine,
    Optional<String> tree,
    long child,
    List<String> arguments) {

  /** Whether the name stands in an argument as a word. */
  boolean mentions(String word) {
    return arguments.stream().anyMatch(argument -> Words.mention(argument, word));
  }
}
