package dev.concertina.sql;

/** A fragment of SQL that is safe to place into a statement as it stands. Immutable. */
public interface SqlPart {

  /** The fragment's text, already quoted where its kind needs quoting. */
  String sql();
}
