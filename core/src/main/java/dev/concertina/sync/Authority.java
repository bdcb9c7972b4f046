package dev.concertina.sync;

/** The side that wins where one statement writes both shapes: old before SWITCH, new after it. */
public enum Authority {
  OLD,
  NEW
}
