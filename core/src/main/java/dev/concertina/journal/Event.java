package dev.concertina.journal;

import java.time.Instant;
import java.util.Optional;

/**
 * Something that a person or a run did and that should be found again.
 *
 * @param what a stable word: {@code override}, {@code gate-skipped}, {@code switched}, …
 * @param who the database role, and the user and host that the run came from
 */
public record Event(Instant at, Optional<String> version, String what, String who, String detail) {}
