package dev.concertina.catalog;

import dev.concertina.sql.Identifier;
import dev.concertina.sql.RowExpression;
import java.util.Optional;

/** A CHECK constraint of a table. */
public record Check(
    Identifier name,
    RowExpression expression,
    boolean validated,
    boolean noInherit,
    Optional<String> comment) {}
