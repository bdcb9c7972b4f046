package dev.concertina.story.twin;

import dev.concertina.testkit.TestDatabase;
import java.util.List;

/** The rows of every table of the user's, in no order and whatever the order of columns. */
public final class Rows {

  private static final String QUERIES =
      """
      SELECT format('SELECT %L || row(%s)::text AS line FROM ONLY %s', c.oid::regclass::text || ' ',
                    (SELECT string_agg(quote_ident(attname), ', ' ORDER BY attname COLLATE "C")
                     FROM pg_attribute
                     WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped),
                    c.oid::regclass)
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE c.relkind = 'r' AND n.nspname NOT LIKE 'pg\\_%'
         AND n.nspname NOT IN ('information_schema', 'concertina', 'concertina_retained')
      """;

  private Rows() {}

  public static String of(TestDatabase database) {
    List<String> queries = database.query(QUERIES);
    return queries.isEmpty()
        ? ""
        : String.join(
            "\n",
            database.query(
                "SELECT line FROM ("
                    + String.join("\nUNION ALL ", queries)
                    + ") rows ORDER BY line COLLATE \"C\""));
  }
}
