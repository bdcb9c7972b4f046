package dev.concertina.evidence.check;

/** One thing that is different for a statement, and why. */
record Finding(Effect effect, String reason) {}
