package dev.concertina.hazard.model;

/** The transaction that a statement runs in, as it is before that statement. */
public record Transaction(boolean open) {}
