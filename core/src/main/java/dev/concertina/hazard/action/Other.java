package dev.concertina.hazard.action;

import dev.concertina.hazard.Span;

/** What no rule asks about. */
public record Other(Span span) implements Action {}
