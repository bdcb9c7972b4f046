package dev.concertina.cli.demo.scenario;

import static dev.concertina.cli.demo.scenario.Names.WHOLE_ROW;
import static dev.concertina.cli.demo.scenario.Names.id;

import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** The phone number goes: the old application still inserts and reads it. */
final class RemoveColumn implements Scenario {

  @Override
  public String title() {
    return "remove a column";
  }

  @Override
  public String why() {
    return "old code tries to access it";
  }

  @Override
  public String schema() {
    return """
        CREATE TABLE users (
          id bigint PRIMARY KEY,
          phone_number text NOT NULL,
          visits integer NOT NULL)""";
  }

  @Override
  public List<Load> loads() {
    return List.of(new Load("COPY users (id, phone_number, visits) FROM STDIN", WHOLE_ROW));
  }

  @Override
  public String indexes() {
    return "CREATE INDEX users_phone_number ON users (phone_number)";
  }

  @Override
  public String file() {
    return "V7__remove_phone_number.sql";
  }

  @Override
  public String migration() {
    return """
        -- concertina: down = ''
        ALTER TABLE users DROP COLUMN phone_number;
        """;
  }

  @Override
  public Statements before() {
    return Statements.indexed(id("users"), id("phone_number"), ValueType.TEXT);
  }

  @Override
  public Statements after() {
    return Statements.without(id("users"));
  }

  @Override
  public String byOld(Random random) {
    return Words.phone(random);
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
  public String down(@Nullable String value) {
    return "";
  }
}
