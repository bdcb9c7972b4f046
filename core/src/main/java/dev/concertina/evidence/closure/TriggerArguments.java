package dev.concertina.evidence.closure;

import dev.concertina.sql.Sql;

/**
 * The arguments with which a trigger calls its function ("CREATE TRIGGER" in the documentation).
 * PostgreSQL takes them for texts; functions like {@code tsvector_update_trigger} take them for
 * names of columns.
 */
public final class TriggerArguments {

  /**
   * Of a row {@code t} of {@code pg_trigger}, as {@code text[]}. They are kept with a zero byte
   * behind each, which no text may hold: so they are cut in hexadecimal, pair by pair.
   */
  public static final Sql OF_T =
      Sql.of(
          """
          ARRAY(
            SELECT pg_catalog.convert_from(pg_catalog.decode(a.hex, 'hex'),
                                           pg_catalog.getdatabaseencoding())
            FROM pg_catalog.unnest(pg_catalog.string_to_array(
                   pg_catalog.regexp_replace(pg_catalog.encode(t.tgargs, 'hex'), '(..)', '\\1 ', 'g'),
                   '00 ')) WITH ORDINALITY AS a (hex, place)
            WHERE a.place <= t.tgnargs
            ORDER BY a.place)""");

  private TriggerArguments() {}
}
