package dev.concertina.evidence;

/**
 * That a statement uses a doomed object.
 *
 * @param via through what, for people: {@code view public.v}; empty if the statement itself does
 */
public record Use(DoomedObject object, Manner manner, String via) {

  /** How an object is used; what comes later breaks more surely. */
  public enum Manner {
    /**
     * Only as one of all columns: {@code SELECT *}, {@code RETURNING *}. It does not fail by name;
     * a prepared one fails once, and the answer changes.
     */
    SHAPE,
    /** As a part of the row as a whole: {@code row_to_json(t)}. The answer changes. */
    WHOLE_ROW,
    /** The body of a function, whose language PostgreSQL does not resolve, holds the name. */
    MENTION,
    /** By name, or by a rule that resolves to it: the statement breaks. */
    NAME
  }

  /** For people: {@code public.users.user_name (through view public.v)}. */
  public String words() {
    return object.words() + (via.isEmpty() ? "" : " (through " + via + ")");
  }
}
