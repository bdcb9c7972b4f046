package dev.concertina.hazard.action;

import dev.concertina.hazard.Span;

/**
 * What no rule asks about.
 *
 * @param kind of its tree
 */
public record Other(String kind, Span span) implements Action {}
