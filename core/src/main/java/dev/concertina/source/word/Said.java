package dev.concertina.source.word;

import dev.concertina.change.Change;
import dev.concertina.sql.Sql;

/** What a word of a migration means. */
public sealed interface Said {

  /**
   * One SQL statement, to be read as if the author had written it: there is one reader of
   * statements, whatever the file is written in.
   *
   * @param line the 1-based line on which its text begins
   */
  record Statement(Sql sql, int line) implements Said {}

  /** A change that SQL has no words for. */
  record Whole(Change change) implements Said {}
}
