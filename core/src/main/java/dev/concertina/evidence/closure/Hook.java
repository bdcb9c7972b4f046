package dev.concertina.evidence.closure;

import java.util.Optional;

/**
 * What happens when a table is written, or a view is read: a trigger, a rule, the action of a
 * foreign key, or an expression that calls a function.
 *
 * @param on the relation
 * @param routine that a trigger or an expression calls, 0 otherwise
 * @param tree of a rule
 * @param child that the action of a foreign key writes, 0 otherwise
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
    long child) {}
