package dev.concertina.cli.demo.scenario;

import static dev.concertina.cli.demo.scenario.Names.WHOLE_ROW;
import static dev.concertina.cli.demo.scenario.Names.id;

import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** {@code user_name} becomes {@code full_name}; both applications look users up by it. */
final class RenameColumn implements Scenario {

  @Override
  public String title() {
    return "rename a column";
  }

  @Override
  public String why() {
    return "old code uses the old name";
  }

  @Override
  public String schema() {
    return """
        CREATE TABLE users (
          id bigint PRIMARY KEY,
          user_name text NOT NULL,
          visits integer NOT NULL)""";
  }

  @Override
  public List<Load> loads() {
    return List.of(new Load("COPY users (id, user_name, visits) FROM STDIN", WHOLE_ROW));
  }

  @Override
  public String indexes() {
    return "CREATE INDEX users_user_name ON users (user_name)";
  }

  @Override
  public String file() {
    return "V7__rename_user_name.sql";
  }

  @Override
  public String migration() {
    return """
        BEGIN;
        --
        -- Rename field user_name on user to full_name
        --
        ALTER TABLE "users" RENAME COLUMN "user_name" TO "full_name";
        COMMIT;
        """;
  }

  @Override
  public Statements before() {
    return Statements.indexed(id("users"), id("user_name"), ValueType.TEXT);
  }

  @Override
  public Statements after() {
    return Statements.indexed(id("users"), id("full_name"), ValueType.TEXT);
  }

  @Override
  public String byOld(Random random) {
    return Words.name(random);
  }

  @Override
  public String byNew(Random random) {
    return Words.name(random);
  }

  @Override
  public @Nullable String up(@Nullable String old) {
    return old;
  }

  @Override
  public @Nullable String down(@Nullable String value) {
    return value;
  }
}
