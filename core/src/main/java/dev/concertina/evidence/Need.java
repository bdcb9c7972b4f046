package dev.concertina.evidence;

/** What a statement needs of the doomed objects; what comes later weighs more. */
public enum Need {
  /** Nothing: proven. */
  NOTHING,
  /** It sees the doomed columns only as some of all columns. */
  SHAPE,
  /** Nobody can tell. Never to be taken for nothing. */
  UNKNOWN,
  /** It uses a doomed object. */
  USE
}
