package dev.concertina.evidence.body;

/**
 * A type of which a body makes values.
 *
 * @param wholeRow whether, if it is the type of rows, they count as a whole, and not only by the
 *     fields that the body names
 */
public record Made(Name type, boolean wholeRow) {}
