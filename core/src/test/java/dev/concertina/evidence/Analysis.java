package dev.concertina.evidence;

import dev.concertina.source.Sources;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import dev.concertina.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;

/** Verdicts about statements of a test database, with {@code users.user_name} doomed. */
final class Analysis {

  static final DoomedObject USER_NAME = column("public", "users", "user_name");

  /** What reads {@code users.user_name} in a body that PostgreSQL does not resolve. */
  static final String NAME_OF =
      """
      CREATE FUNCTION name_of(p bigint) RETURNS text IMMUTABLE LANGUAGE plpgsql AS
      'BEGIN RETURN (SELECT user_name FROM users WHERE id = p); END'""";

  static final String SCHEMA =
      """
      CREATE TABLE users (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        user_name text NOT NULL,
        email text UNIQUE,
        age int);
      CREATE TABLE orders (
        id bigint PRIMARY KEY, user_id bigint REFERENCES users (id), total numeric, placed date)""";

  private Analysis() {}

  static DoomedObject column(String schema, String table, String column) {
    return new DoomedObject.Column(QualifiedName.of(schema, table), new Identifier(column));
  }

  static StatementAnalyst analyst() {
    return new StatementAnalyst(Sources.PARSER, new Identifier("concertina"));
  }

  static Verdict of(TestDatabase database, String sql) {
    return of(database, List.of(USER_NAME), sql).get(0);
  }

  static Need need(TestDatabase database, String sql) {
    return of(database, sql).need();
  }

  static List<Verdict> of(TestDatabase database, List<DoomedObject> doomed, String... statements) {
    return of(database, Takeaway.of(doomed), statements);
  }

  static List<Verdict> of(TestDatabase database, Takeaway takeaway, String... statements) {
    try (Connection connection = database.connection()) {
      return analyst()
          .verdicts(
              connection,
              Arrays.stream(statements)
                  .map(sql -> LiveStatement.written(database.name(), sql))
                  .toList(),
              takeaway);
    } catch (SQLException e) {
      throw new AssertionError("the statements cannot be analysed", e);
    }
  }
}
