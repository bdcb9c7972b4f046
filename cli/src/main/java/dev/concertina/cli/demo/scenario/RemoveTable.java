package dev.concertina.cli.demo.scenario;

import static dev.concertina.cli.demo.scenario.Names.id;
import static dev.concertina.cli.demo.scenario.Query.Parameter.ID;
import static dev.concertina.cli.demo.scenario.Query.Parameter.VALUE;
import static dev.concertina.cli.demo.scenario.Query.Parameter.VISITS;

import dev.concertina.sql.Sql;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** The notes on users go: the old application still keeps one for each user that it creates. */
final class RemoveTable implements Scenario {

  @Override
  public String title() {
    return "remove a table";
  }

  @Override
  public String why() {
    return "old code queries it";
  }

  @Override
  public String schema() {
    return """
        CREATE TABLE users (id bigint PRIMARY KEY, visits integer NOT NULL);
        CREATE TABLE audit_notes (user_id bigint PRIMARY KEY, note text NOT NULL)""";
  }

  @Override
  public List<Load> loads() {
    return List.of(
        new Load("COPY users (id, visits) FROM STDIN", List.of(ID, VISITS)),
        new Load("COPY audit_notes (user_id, note) FROM STDIN", List.of(ID, VALUE)));
  }

  @Override
  public String file() {
    return "V7__remove_audit_notes.sql";
  }

  @Override
  public String migration() {
    return """
        BEGIN;
        --
        -- Delete model AuditNote
        --
        DROP TABLE "audit_notes" CASCADE;
        COMMIT;
        """;
  }

  @Override
  public Statements before() {
    return new Statements(
        Optional.of(ValueType.TEXT),
        Query.of(
            Sql.of(
                "SELECT id, visits, note AS value FROM users"
                    + " LEFT JOIN audit_notes ON user_id = id WHERE id = :id")),
        Query.of(
            Sql.of(
                "SELECT id, visits, note AS value FROM users LEFT JOIN audit_notes ON user_id = id"
                    + " WHERE id BETWEEN :id AND :last ORDER BY id")),
        Optional.empty(),
        Query.of(
            Sql.of(
                "WITH created AS (INSERT INTO users (id, visits) VALUES (:id, :visits))"
                    + " INSERT INTO audit_notes (user_id, note) VALUES (:id, :value)")),
        Optional.of(
            Query.of(
                Sql.of(
                    "INSERT INTO audit_notes (user_id, note)"
                        + " SELECT id, :value FROM users WHERE id = :id"
                        + " ON CONFLICT (user_id) DO UPDATE SET note = excluded.note"))),
        Query.of(Sql.of("UPDATE users SET visits = visits + 1 WHERE id = :id")),
        Query.of(
            Sql.of(
                "WITH gone AS (DELETE FROM audit_notes WHERE user_id = :id)"
                    + " DELETE FROM users WHERE id = :id")));
  }

  @Override
  public Statements after() {
    return Statements.without(id("users"));
  }

  @Override
  public String byOld(Random random) {
    return Words.sentence(random, 60);
  }

  @Override
  public @Nullable String byNew(Random random) {
    return null;
  }

  @Override
  public @Nullable String up(@Nullable String old) {
    return null;
  }

  @Override
  public @Nullable String down(@Nullable String value) {
    return null;
  }
}
