package dev.concertina.source.word;

import dev.concertina.change.RunPhase;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;
import dev.concertina.sql.SqlPart;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Fields that several words share, and the pieces of SQL that they become. */
final class Texts {

  static final Shape NAME = new Shape.Text(false);
  static final Shape NAMES = new Shape.ListOf(NAME);
  static final Shape SQL = new Shape.Text(true);
  static final Shape FLAG = new Shape.Flag();

  static final Field TABLE =
      Field.required("table", NAME, "The table, as name or schema.name; no quotes are needed.");
  static final Field COLUMN = Field.required("column", NAME, "The column.");
  static final Field UP =
      Field.optional(
          "up", SQL, "The value in rows of the old application: an SQL expression over them.");
  static final Field DOWN =
      Field.optional(
          "down",
          SQL,
          "What the old application reads in rows of the new one: an SQL expression over them.");
  static final Field PHASE =
      Field.optional(
          "phase",
          new Shape.Choice(
              Arrays.stream(RunPhase.values())
                  .map(phase -> phase.name().toLowerCase(Locale.ROOT))
                  .toList()),
          "The phase in which the statement runs, where the usual one is not the right one.");
  static final Field ALLOW =
      Field.optional(
          "allow",
          new Shape.MapOf(new Shape.Text(false)),
          "Hazards that the author accepts: the name of the rule, and the reason.");
  static final Field IF_EXISTS =
      Field.optional("if_exists", FLAG, "Whether it is fine if it is not there.");
  static final Field CASCADE =
      Field.optional("cascade", FLAG, "Whether what depends on it goes as well.");

  private Texts() {}

  static Sql names(List<Identifier> names) {
    return Sql.join(", ", names);
  }

  static Sql nothing() {
    return Sql.of("");
  }

  static Sql ifExists(Given given) {
    return given.flag("if_exists") ? Sql.of("IF EXISTS ") : nothing();
  }

  static Sql cascade(Given given) {
    return given.flag("cascade") ? Sql.of(" CASCADE") : nothing();
  }

  static Sql alter(Given given, SqlPart action) {
    return Sql.of("ALTER TABLE {} {}", given.table("table").sql(), action);
  }

  static Sql orNothing(Optional<Sql> sql) {
    return sql.orElseGet(Texts::nothing);
  }
}
