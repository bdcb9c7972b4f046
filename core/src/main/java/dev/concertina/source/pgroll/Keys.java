package dev.concertina.source.pgroll;

import dev.concertina.change.MigrationException;
import dev.concertina.source.directive.StatementDirectives;
import dev.concertina.source.directive.StatementDirectives.Value;
import dev.concertina.source.word.Field;
import dev.concertina.source.word.Given;
import dev.concertina.source.word.Said;
import dev.concertina.source.word.Shape;
import dev.concertina.source.word.Spoken;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;
import java.util.List;
import java.util.Optional;

/** Keys that several operations share, and what they become. */
final class Keys {

  static final Shape TEXT = new Shape.Text(true);
  static final Shape NAME = new Shape.Text(false);
  static final Shape FLAG = new Shape.Flag();
  static final Shape NAMES = new Shape.ListOf(NAME);

  static final Field TABLE = required("table", NAME);
  static final Field COLUMN = required("column", NAME);
  static final Field UP = optional("up", TEXT);
  static final Field DOWN = optional("down", TEXT);

  private Keys() {}

  static Field required(String key, Shape shape) {
    return Field.required(key, shape, "See pgroll's documentation of the operation.");
  }

  static Field optional(String key, Shape shape) {
    return Field.optional(key, shape, "See pgroll's documentation of the operation.");
  }

  static Spoken statement(Given given, Sql sql) {
    return Spoken.of(new Said.Statement(sql, given.line()), given.line());
  }

  /** The statement with the {@code up} and {@code down} of its operation. */
  static Spoken statement(Given given, Sql sql, Optional<Sql> up, Optional<Sql> down) {
    StatementDirectives directives =
        new StatementDirectives(
            up.map(text -> new Value<>(text.sql(), given.line())),
            down.map(text -> new Value<>(text.sql(), given.line())),
            Optional.empty(),
            List.of());
    return new Spoken(new Said.Statement(sql, given.line()), directives, given.line());
  }

  static Sql alter(Given given, Sql action) {
    return Sql.of("ALTER TABLE {} {}", given.table("table").sql(), action);
  }

  static Sql names(List<Identifier> names) {
    return Sql.join(", ", names);
  }

  /** What pgroll can do and Concertina cannot. */
  static MigrationException unmapped(Given given, String what, String why, String instead) {
    return given
        .place()
        .refusal(
            "pgroll-unmapped",
            given.line(),
            what + " of pgroll has no counterpart here: " + why + ".",
            instead);
  }

  /**
   * Refuses an expression that would rewrite values where a constraint comes or goes. The column's
   * bare name rewrites nothing.
   */
  static void refuseRewriting(Given given, String key, Identifier column, Optional<Sql> value) {
    value
        .filter(text -> !isColumn(text, column))
        .ifPresent(
            text -> {
              throw unmapped(
                  given,
                  "`" + key + "` beside a constraint",
                  "Concertina enforces the constraint in CONTRACT and rewrites no row for it, so"
                      + " rows that break it keep CONTRACT shut",
                  "Leave `"
                      + key
                      + "` out, or write the bare column; correct the rows in a migration before,"
                      + " with set_not_null or change_type and its `up`.");
            });
  }

  private static boolean isColumn(Sql text, Identifier column) {
    return text.sql().equals(column.value()) || text.sql().equals(column.sql());
  }
}
