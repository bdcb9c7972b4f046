package dev.concertina.evidence.probe;

import dev.concertina.evidence.text.Reading;
import java.util.Optional;

/**
 * A query, and whose it is.
 *
 * @param user empty where nobody knows; then the search path is that of the connection
 */
public record Question(Reading.Query query, Optional<String> user) {}
