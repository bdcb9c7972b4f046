package dev.concertina.cli.demo.scenario;

import static dev.concertina.cli.demo.scenario.Names.WHOLE_ROW;
import static dev.concertina.cli.demo.scenario.Names.id;

import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** {@code bio} shrinks from 200 to 50 characters; the old application still writes long ones. */
final class ShortenColumn implements Scenario {

  private static final int OLD_LIMIT = 200;
  private static final int NEW_LIMIT = 50;

  @Override
  public String title() {
    return "shorten a column";
  }

  @Override
  public String why() {
    return "old code may write longer values";
  }

  @Override
  public String schema() {
    return """
        CREATE TABLE users (
          id bigint PRIMARY KEY,
          bio varchar(200),
          visits integer NOT NULL)""";
  }

  @Override
  public List<Load> loads() {
    return List.of(new Load("COPY users (id, bio, visits) FROM STDIN", WHOLE_ROW));
  }

  @Override
  public String file() {
    return "V7__shorten_bio.sql";
  }

  @Override
  public String migration() {
    return """
        -- concertina: down = bio
        ALTER TABLE users ALTER COLUMN bio TYPE varchar(50) USING left(bio, 50);
        """;
  }

  @Override
  public Statements before() {
    return Statements.with(id("users"), id("bio"), ValueType.TEXT);
  }

  @Override
  public Statements after() {
    return Statements.with(id("users"), id("bio"), ValueType.TEXT);
  }

  @Override
  public String byOld(Random random) {
    return Words.sentence(random, OLD_LIMIT);
  }

  @Override
  public String byNew(Random random) {
    return Words.sentence(random, NEW_LIMIT);
  }

  @Override
  public @Nullable String up(@Nullable String old) {
    return old == null ? null : old.substring(0, Math.min(NEW_LIMIT, old.length()));
  }

  @Override
  public @Nullable String down(@Nullable String value) {
    return value;
  }
}
