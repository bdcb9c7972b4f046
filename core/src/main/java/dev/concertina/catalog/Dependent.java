package dev.concertina.catalog;

import dev.concertina.sql.Identifier;
import java.util.Optional;

/**
 * An object outside the table's own definition that would stop a DROP of the column or of the
 * table: a view, a rule, a policy, a generated column, extended statistics, a function's recorded
 * dependency, a publication's column list.
 *
 * @param what in words, as {@code pg_describe_object} says it: {@code view public.active_users}
 * @param statistics whether it is an extended statistics object, which lives through a change of
 *     type
 * @param rebindable whether a statement that the connected role may run makes it anew in its place:
 *     a view, a rule, a policy, a function, statistics
 * @param holdsRows whether values of the table's row type are stored in it, which lose what a
 *     column that goes has in them
 * @param own whether it is part of the table: a generated column, a trigger, a policy, a rule, a
 *     place in a publication
 * @param column the column that it depends on; empty where it depends on the table as a whole
 */
public record Dependent(
    String what,
    boolean statistics,
    boolean rebindable,
    boolean holdsRows,
    boolean own,
    Optional<Identifier> column) {}
