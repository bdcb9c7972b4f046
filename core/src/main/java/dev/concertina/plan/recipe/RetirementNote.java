package dev.concertina.plan.recipe;

import dev.concertina.change.Version;
import dev.concertina.sql.Sql;

/** The comment on a retired thing: when and why, for whoever meets it in the database. */
record RetirementNote(Version version) {

  /**
   * Writes it.
   *
   * @param subject {@code COLUMN …} or {@code TABLE …}
   */
  Sql on(Sql subject, String was) {
    Sql code =
        Sql.of(
            """

            BEGIN
              EXECUTE pg_catalog.format(
                {},
                {}
                || pg_catalog.to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI "UTC"')
                || {});
            END
            """,
            Sql.literal(Sql.of("COMMENT ON {} IS %L", escaped(subject)).sql()),
            Sql.literal(was + " until migration " + version + " retired it on "),
            Sql.literal(". Back with: concertina revert; gone for good with: concertina purge."));
    return Sql.of("DO {}", Sql.dollarQuoted(code));
  }

  /** A name may hold the sign by which format() tells its places. */
  private static Sql escaped(Sql subject) {
    return Sql.verbatim(subject.sql().replace("%", "%%"));
  }
}
