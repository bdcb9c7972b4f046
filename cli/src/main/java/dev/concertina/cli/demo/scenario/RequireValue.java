package dev.concertina.cli.demo.scenario;

import static dev.concertina.cli.demo.scenario.Names.WHOLE_ROW;
import static dev.concertina.cli.demo.scenario.Names.id;

import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** {@code nickname} becomes NOT NULL; the old application leaves it out now and then. */
final class RequireValue implements Scenario {

  private static final String FILL = "";

  /** One in this many values that the old application writes is NULL. */
  private static final int NULLS = 5;

  /**
   * The same of the rows that are there: the fill is quick, so that the naive file gets through.
   */
  private static final int INITIAL_NULLS = 100;

  @Override
  public String title() {
    return "make a column NOT NULL";
  }

  @Override
  public String why() {
    return "old code may write NULLs";
  }

  @Override
  public String schema() {
    return """
        CREATE TABLE users (
          id bigint PRIMARY KEY,
          nickname text,
          visits integer NOT NULL)""";
  }

  @Override
  public List<Load> loads() {
    return List.of(new Load("COPY users (id, nickname, visits) FROM STDIN", WHOLE_ROW));
  }

  /** With it the fill finds the NULLs at once. */
  @Override
  public String indexes() {
    return "CREATE INDEX users_nickname ON users (nickname)";
  }

  @Override
  public String file() {
    return "V7__require_nickname.sql";
  }

  @Override
  public String migration() {
    return """
        BEGIN;
        --
        -- Alter field nickname on user
        --
        UPDATE "users" SET "nickname" = '' WHERE "nickname" IS NULL;
        ALTER TABLE "users" ALTER COLUMN "nickname" SET NOT NULL;
        COMMIT;
        """;
  }

  @Override
  public Statements before() {
    return Statements.indexed(id("users"), id("nickname"), ValueType.TEXT);
  }

  @Override
  public Statements after() {
    return Statements.indexed(id("users"), id("nickname"), ValueType.TEXT);
  }

  @Override
  public @Nullable String initial(Random random) {
    return random.nextInt(INITIAL_NULLS) == 0 ? null : Words.name(random);
  }

  @Override
  public @Nullable String byOld(Random random) {
    return random.nextInt(NULLS) == 0 ? null : Words.name(random);
  }

  @Override
  public String byNew(Random random) {
    return Words.name(random);
  }

  @Override
  public String up(@Nullable String old) {
    return Objects.requireNonNullElse(old, FILL);
  }

  @Override
  public @Nullable String down(@Nullable String value) {
    return value;
  }

  /** The fill replaces a NULL at some time before the migration is complete, and ever after. */
  @Override
  public boolean oldMayRead(@Nullable String written, @Nullable String read, boolean migrated) {
    return Objects.equals(up(written), read) || (!migrated && written == null && read == null);
  }
}
