package dev.concertina.story.twin;

import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;
import dev.concertina.testkit.TestDatabase;
import java.util.List;
import java.util.Set;

/** The rows of every table of the user's, in no order and whatever the order of columns. */
public final class Rows {

  private static final String QUERIES =
      """
      SELECT format('SELECT %%L || row(%%s)::text AS line FROM ONLY %%s', c.oid::regclass::text || ' ',
                    (SELECT string_agg(format(CASE WHEN attname = ANY (%s)
                                                   THEN 'dense_rank() OVER (ORDER BY %%I)'
                                                   ELSE '%%I' END, attname),
                                       ', ' ORDER BY attname COLLATE "C")
                     FROM pg_attribute
                     WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped),
                    c.oid::regclass)
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE c.relkind = 'r' AND n.nspname NOT LIKE 'pg\\_%%'
         AND n.nspname NOT IN ('information_schema', 'concertina', 'concertina_retained')
      """;

  private Rows() {}

  public static String of(TestDatabase database) {
    return of(database, Set.of());
  }

  /**
   * As above, but of some columns only the order of their values.
   *
   * @param numbered columns whose numbers may have gaps
   */
  public static String of(TestDatabase database, Set<Identifier> numbered) {
    String names =
        Sql.of(
                "ARRAY[{}]::name[]",
                Sql.join(", ", numbered.stream().map(n -> Sql.literal(n.value())).toList()))
            .sql();
    List<String> queries = database.query(QUERIES.formatted(names));
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
