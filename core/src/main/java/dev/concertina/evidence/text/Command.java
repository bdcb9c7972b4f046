package dev.concertina.evidence.text;

/** What a statement does besides what its query does; for a command, a query that stands for it. */
public enum Command {
  /** Nothing: it is the query. */
  NONE,
  /** Nothing: the query names what the command names. */
  PLAIN,
  /** It fires triggers on TRUNCATE, those of partitions and heirs too. */
  TRUNCATE,
  /** It empties as well every table whose foreign keys point to one that it empties. */
  TRUNCATE_CASCADE,
  /** It calls what the expressions of indexes and extended statistics call. */
  EXPRESSIONS,
  /** The same, of every table. */
  EXPRESSIONS_OF_ALL,
  /** It writes columns by their place: one more or one less is another statement. */
  BY_PLACE
}
