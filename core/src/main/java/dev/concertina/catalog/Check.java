package dev.concertina.catalog;

import dev.concertina.sql.Identifier;
import dev.concertina.sql.RowExpression;
import java.util.Optional;

/**
 * A CHECK constraint of a table.
 *
 * @param inherited whether a partition has it from its parent
 */
public record Check(
    Identifier name,
    RowExpression expression,
    boolean validated,
    boolean noInherit,
    boolean inherited,
    Optional<String> comment) {}
