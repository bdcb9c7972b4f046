package dev.concertina.plan;

import java.util.Optional;

/**
 * A condition that no row of a table may meet.
 *
 * @param condition boolean SQL over the table's columns; true for an offending row
 * @param message what such a row means, in words: {@code full_name differs from user_name}
 * @param reason text SQL that says of one row why, if there is more to say
 * @param hint what the user does about it
 */
public record RowCheck(String condition, String message, Optional<String> reason, String hint) {}
