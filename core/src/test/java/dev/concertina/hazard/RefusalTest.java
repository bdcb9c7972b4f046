package dev.concertina.hazard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.hazard.rule.Rules;
import dev.concertina.source.Sources;
import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What rules say that the server refuses it refuses, and what they let pass it takes. */
class RefusalTest {

  private static final String BEFORE =
      """
      CREATE TYPE state AS ENUM ('open', 'done');
      CREATE TABLE teams (id bigint PRIMARY KEY, name text, code text UNIQUE, old text);
      CREATE UNIQUE INDEX teams_name ON teams (name);
      CREATE UNIQUE INDEX teams_old ON teams (old) WHERE old <> '';
      CREATE TABLE users (
        id serial PRIMARY KEY, team_id bigint REFERENCES teams, name varchar(20), email varchar(20),
        loud text GENERATED ALWAYS AS (upper(name)) STORED, state state DEFAULT 'open', plan text DEFAULT 'x',
        seen timestamp, at timestamptz, extra jsonb, secret text, watched text, phone text);
      CREATE POLICY own ON users USING (secret = current_user);
      CREATE FUNCTION watch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
      CREATE TRIGGER watch BEFORE UPDATE OF watched ON users FOR EACH ROW EXECUTE FUNCTION watch();
      CREATE TABLE visits (id bigint, at date) PARTITION BY RANGE (at);
      CREATE VIEW people AS SELECT u.id, email AS mail, t.name FROM users u JOIN teams t ON t.id = team_id;
      CREATE VIEW everybody AS SELECT * FROM people;
      CREATE VIEW recent AS WITH r AS (SELECT at AS phone FROM users) SELECT phone FROM r;
      CREATE FUNCTION f(a integer, b text DEFAULT '') RETURNS integer LANGUAGE sql STABLE AS 'SELECT 1';
      CREATE FUNCTION g(a text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT lower(a)';
      CREATE FUNCTION h(OUT x integer, OUT y text) LANGUAGE sql AS 'SELECT 1, ''a''';
      CREATE FUNCTION p(a text) RETURNS text LANGUAGE plpgsql STABLE AS 'BEGIN RETURN a; END';
      CREATE TABLE keyed (id bigint NOT NULL);
      CREATE UNIQUE INDEX keyed_id ON keyed (id);
      ALTER TABLE keyed ADD PRIMARY KEY USING INDEX keyed_id;
      CREATE SCHEMA full_one;
      CREATE TABLE full_one.t (id bigint);
      """;

  private static final List<String> REFUSED =
      List.of(
          "ALTER TABLE users ALTER email TYPE text",
          "ALTER TABLE users ALTER name TYPE text",
          "ALTER TABLE users ALTER team_id TYPE integer",
          "ALTER TABLE users ALTER secret TYPE varchar(9)",
          "ALTER TABLE users ALTER watched TYPE varchar(9)",
          "ALTER TABLE visits ALTER at TYPE timestamptz",
          "ALTER TABLE users ALTER plan TYPE integer",
          "ALTER TABLE users ALTER plan TYPE integer USING 1",
          "ALTER TABLE users ALTER phone TYPE state",
          "ALTER TABLE users ALTER seen TYPE bigint",
          "ALTER TABLE users DROP email",
          "DROP TABLE teams",
          "DROP VIEW people",
          "DROP SCHEMA full_one",
          "CREATE OR REPLACE VIEW people AS SELECT id FROM users",
          "CREATE OR REPLACE VIEW people AS SELECT u.id, email, t.name FROM users u, teams t",
          "CREATE OR REPLACE VIEW people AS SELECT t.id, email AS mail, t.name FROM users, teams t",
          "CREATE OR REPLACE FUNCTION f(a integer, b text DEFAULT '') RETURNS text LANGUAGE sql AS 'SELECT '''''",
          "CREATE OR REPLACE FUNCTION f(a integer, c text DEFAULT '') RETURNS integer LANGUAGE sql AS 'SELECT 1'",
          "CREATE OR REPLACE FUNCTION f(a integer, b text) RETURNS integer LANGUAGE sql AS 'SELECT 1'",
          "CREATE OR REPLACE FUNCTION f(a integer, b text DEFAULT '') RETURNS SETOF integer LANGUAGE sql AS 'SELECT 1'",
          "CREATE OR REPLACE PROCEDURE f(a integer, b text) LANGUAGE sql AS 'SELECT 1'",
          "CREATE OR REPLACE FUNCTION h(OUT x integer) LANGUAGE sql AS 'SELECT 1'",
          "CREATE FUNCTION g(b text) RETURNS text LANGUAGE sql AS 'SELECT b'",
          "ALTER TABLE users ADD FOREIGN KEY (phone) REFERENCES teams (old)",
          "ALTER TABLE users ADD FOREIGN KEY (team_id) REFERENCES visits",
          "ALTER TABLE users ADD FOREIGN KEY (team_id) REFERENCES teams (name)",
          "ALTER TABLE users ADD x uuid REFERENCES teams",
          "CREATE TABLE t (x text REFERENCES users)",
          "CREATE TABLE t (x numeric REFERENCES teams)",
          "ALTER TABLE users ALTER state SET DEFAULT 'Open'",
          "ALTER TABLE users ADD x state DEFAULT 'new'",
          "INSERT INTO users (name, state) VALUES ('a', 'open'), ('b', 'closed')",
          "UPDATE users SET state = 'closed'",
          "CREATE INDEX ON users ((at::date))",
          "CREATE INDEX ON users ((at::text))",
          "CREATE INDEX ON users ((seen::timestamptz))",
          "CREATE INDEX ON users (((extra ->> 'at')::timestamp))",
          "CREATE INDEX ON users (date_trunc('day', at))",
          "CREATE INDEX ON users (to_char(seen, 'YYYY'))",
          "CREATE INDEX ON users (to_tsvector(name))",
          "CREATE INDEX ON users (concat(name, email))",
          "CREATE INDEX ON users ((at + interval '1 day'))",
          "CREATE INDEX ON users (lower(p(name)))",
          "CREATE INDEX ON users (id) WHERE at > now()",
          "CREATE INDEX ON users (id) WHERE seen < CURRENT_DATE",
          "ALTER TABLE users ADD x text GENERATED ALWAYS AS (to_char(at, 'YYYY')) STORED",
          "CREATE UNIQUE INDEX ON visits (id)",
          "ALTER TABLE visits ADD PRIMARY KEY (id)",
          "INSERT INTO users (name, name) VALUES ('a', 'b')",
          "UPDATE users SET name = 'a', name = 'b'");

  private static final List<String> TAKEN =
      List.of(
          "ALTER TABLE users ALTER phone TYPE varchar(30)",
          "ALTER TABLE users ALTER plan DROP DEFAULT, ALTER plan TYPE integer USING 1",
          "ALTER TABLE users ALTER loud TYPE varchar(90)",
          "ALTER TABLE users ALTER seen TYPE date",
          "ALTER TABLE users DROP phone",
          "DROP TABLE users CASCADE",
          "DROP VIEW everybody, recent",
          "CREATE OR REPLACE VIEW people AS SELECT u.id, email AS mail, t.name, plan FROM users u, teams t",
          "CREATE OR REPLACE VIEW everybody AS SELECT p.id, p.mail, p.name, count(*) FROM people p GROUP BY 1, 2, 3",
          "CREATE OR REPLACE FUNCTION f(a integer, b text DEFAULT 'x') RETURNS int LANGUAGE sql AS 'SELECT 2'",
          "CREATE FUNCTION f(a text) RETURNS text LANGUAGE sql AS 'SELECT a'",
          "CREATE OR REPLACE FUNCTION h(OUT x integer, OUT y text) LANGUAGE sql AS 'SELECT 2, ''b'''",
          "ALTER TABLE users ADD FOREIGN KEY (phone) REFERENCES teams (name)",
          "ALTER TABLE users ADD FOREIGN KEY (phone) REFERENCES teams (code)",
          "ALTER TABLE users ADD x integer REFERENCES teams",
          "ALTER TABLE users ADD FOREIGN KEY (team_id) REFERENCES keyed",
          "ALTER TABLE users ADD FOREIGN KEY (team_id) REFERENCES keyed (id)",
          "CREATE TABLE t (id integer UNIQUE, up integer REFERENCES t (id))",
          "ALTER TABLE users ALTER state SET DEFAULT 'done'",
          "INSERT INTO users (name, state) VALUES ('a', DEFAULT), ('b', NULL)",
          "CREATE INDEX ON users (((at AT TIME ZONE 'UTC')::date))",
          "CREATE INDEX ON users ((seen::date))",
          "CREATE INDEX ON users (date_trunc('day', seen))",
          "CREATE INDEX ON users (to_tsvector('english', name))",
          "CREATE INDEX ON users ((at - at), (name || email))",
          "CREATE INDEX ON users (g(name), f(id), lower(email), md5(phone))",
          "CREATE INDEX ON users (id) WHERE at > '2026-01-01'",
          "CREATE UNIQUE INDEX ON visits (id, at)",
          "ALTER TABLE visits ADD PRIMARY KEY (at, id)",
          "UPDATE users SET name = email, email = name");

  /** Columns, tables, functions ("PostgreSQL Error Codes"). */
  private static final Set<String> UNKNOWN_NAMES = Set.of("42703", "42P01", "42883");

  private final Linter linter = new Linter(Sources.PARSER, Rules.all());

  @OnEveryServer
  void the_server_refuses_what_rules_say_that_it_refuses(TestDatabase database)
      throws SQLException {
    assertThat(REFUSED).filteredOn(sql -> !isToldRefused(sql)).isEmpty();
    assertThat(takenOf(REFUSED, database)).isEmpty();
  }

  @OnEveryServer
  void no_rule_says_so_of_what_the_server_takes(TestDatabase database) throws SQLException {
    assertThat(TAKEN).filteredOn(this::isToldRefused).isEmpty();
    assertThat(takenOf(TAKEN, database)).containsExactlyElementsOf(TAKEN);
  }

  private boolean isToldRefused(String sql) {
    List<Script> scripts =
        List.of(
            new Script("V1.sql", BEFORE, TransactionMode.WHOLE_SCRIPT, 1, false),
            Script.of("V2.sql", sql, 2));
    return linter.lint(scripts, LintContext.of(LintContext.OLDEST)).stream()
        .anyMatch(finding -> finding.message().startsWith("PostgreSQL refuses this: "));
  }

  private static List<String> takenOf(List<String> statements, TestDatabase database)
      throws SQLException {
    database.execute(BEFORE);
    List<String> taken = new ArrayList<>();
    try (Connection connection = database.connection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      for (String sql : statements) {
        if (isTaken(statement, sql)) {
          taken.add(sql);
        }
        connection.rollback();
      }
    }
    return taken;
  }

  /** A name that does not exist is a mistake of the test. */
  private static boolean isTaken(Statement statement, String sql) throws SQLException {
    try {
      return statement.executeUpdate(sql) >= 0;
    } catch (SQLException refused) {
      if (UNKNOWN_NAMES.contains(refused.getSQLState())) {
        throw refused;
      }
      return false;
    }
  }
}
