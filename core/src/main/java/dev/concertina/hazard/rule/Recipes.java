package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Names.sql;

import dev.concertina.hazard.Recipe;
import dev.concertina.sql.QualifiedName;
import dev.concertina.sql.Sql;

/** Safe ways that several rules end in. */
final class Recipes {

  private static final String AS_IT_IS = "Or write it as it is in a Concertina migration: ";

  private Recipes() {}

  /** What Concertina does with the statement as it stands. */
  static String asItIs(String how) {
    return AS_IT_IS + how;
  }

  /** Writers first, then the constraint without a scan, then the scan without a lock that stops. */
  static Recipe notValidThenValidate(QualifiedName table, String name, Sql definition) {
    return Recipe.empty()
        .run(Sql.of("SET lock_timeout = '2s'"))
        .run(
            Sql.of(
                "ALTER TABLE {} ADD CONSTRAINT {} {} NOT VALID", sql(table), sql(name), definition))
        .say("next migration, in its own transaction:")
        .run(Sql.of("ALTER TABLE {} VALIDATE CONSTRAINT {}", sql(table), sql(name)));
  }

  /** NOT NULL by a check that was validated before. */
  static Recipe notNull(QualifiedName table, String column, int server) {
    Sql name = sql(column + "_not_null");
    if (server >= 18) {
      return Recipe.empty()
          .run(
              Sql.of(
                  "ALTER TABLE {} ADD CONSTRAINT {} NOT NULL {} NOT VALID",
                  sql(table),
                  name,
                  sql(column)))
          .say("next migration, in its own transaction:")
          .run(Sql.of("ALTER TABLE {} VALIDATE CONSTRAINT {}", sql(table), name))
          .orConcertina(asItIs("it proves the column first, and closes it when old code is gone."));
    }
    return Recipe.empty()
        .run(
            Sql.of(
                "ALTER TABLE {} ADD CONSTRAINT {} CHECK ({} IS NOT NULL) NOT VALID",
                sql(table),
                name,
                sql(column)))
        .say("next migration, in its own transaction:")
        .run(Sql.of("ALTER TABLE {} VALIDATE CONSTRAINT {}", sql(table), name))
        .say("next migration:")
        .run(Sql.of("ALTER TABLE {} ALTER COLUMN {} SET NOT NULL", sql(table), sql(column)))
        .run(Sql.of("ALTER TABLE {} DROP CONSTRAINT {}", sql(table), name))
        .orConcertina(asItIs("it proves the column first, and closes it when old code is gone."));
  }

  /** A unique index first, then the constraint that takes it over. */
  static Recipe usingIndex(QualifiedName table, String name, String columns, Sql kind) {
    return Recipe.empty()
        .say("outside of a transaction:")
        .run(
            Sql.of(
                "CREATE UNIQUE INDEX CONCURRENTLY {} ON {} ({})",
                sql(name),
                sql(table),
                Sql.verbatim(columns)))
        .say("next migration:")
        .run(
            Sql.of(
                "ALTER TABLE {} ADD CONSTRAINT {} {} USING INDEX {}",
                sql(table),
                sql(name),
                kind,
                sql(name)));
  }

  /** Another column beside the old one, both written for a while. */
  static Recipe secondColumn(QualifiedName table, String old, Sql fresh, Sql type) {
    return Recipe.empty()
        .run(Sql.of("ALTER TABLE {} ADD COLUMN {} {}", sql(table), fresh, type))
        .say("release 1: write both columns, read " + old)
        .run(
            Sql.of(
                "UPDATE {} SET {} = {} WHERE id BETWEEN … AND … -- in batches",
                sql(table),
                fresh,
                sql(old)))
        .say("release 2: read the new column; then write it alone")
        .say("release 3, when no old process is left:")
        .run(Sql.of("ALTER TABLE {} DROP COLUMN {}", sql(table), sql(old)));
  }

  /** A statement that needs a lock for a moment only. */
  static Recipe brief() {
    return Recipe.empty()
        .run(Sql.of("SET lock_timeout = '2s'"))
        .say("and try again when it runs out")
        .orConcertina(asItIs("it waits for the lock without stopping anybody, and tries again."));
  }

  /** First the code, a release later the schema. */
  static Recipe codeFirst(String whatTheCodeDoes) {
    return Recipe.empty()
        .say("release 1: " + whatTheCodeDoes)
        .say("release 2, when no old process is left: this migration");
  }
}
