package dev.concertina.change;

/** A phase that a user may name for a statement by {@code -- concertina: phase = …}. */
public enum RunPhase {
  EXPAND,
  MIGRATE,
  SWITCH,
  CONTRACT
}
