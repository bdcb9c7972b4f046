package dev.concertina.hazard;

import dev.concertina.change.Origin;

/**
 * A hazard of one statement on one axis.
 *
 * @param rule the rule's name, for instance {@code rename-column}
 * @param origin the script's name, the line of the statement, its text
 * @param statement where the statement stands in the script's text
 * @param underline the words that are to blame; inside of {@code statement}
 * @param message what breaks, for whom, when; one or two sentences
 * @param recipe the safe way
 */
public record Finding(
    String rule,
    Axis axis,
    Severity severity,
    Origin origin,
    Span statement,
    Span underline,
    String message,
    Recipe recipe) {}
