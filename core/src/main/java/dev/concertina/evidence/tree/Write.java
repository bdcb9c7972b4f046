package dev.concertina.evidence.tree;

/** What is done to a relation beyond reading it. */
public enum Write {
  INSERT,
  UPDATE,
  DELETE,
  TRUNCATE,
  /** A column is set to its default by UPDATE; INSERT does that by itself. */
  DEFAULT
}
