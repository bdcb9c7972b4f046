package dev.concertina.hazard.action;

import dev.concertina.hazard.Span;

/**
 * What PostgreSQL refuses to read.
 *
 * @param reason in PostgreSQL's words
 */
public record Unreadable(String reason, Span span) implements Action {}
