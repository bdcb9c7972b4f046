package dev.concertina.plan;

import dev.concertina.catalog.CatalogReader;
import dev.concertina.change.Migration;
import dev.concertina.parser.PostgresParser;
import dev.concertina.source.MigrationText;
import dev.concertina.source.Sources;
import dev.concertina.sql.Identifier;
import dev.concertina.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Plans a migration for a test's database and runs the plan's statements one by one, without the
 * engine: what is tested is what the statements do.
 */
public final class Rehearsal {

  private static final Identifier HOME = new Identifier("concertina");

  private final TestDatabase database;
  private final Plan plan;

  private Rehearsal(TestDatabase database, Plan plan) {
    this.database = database;
    this.plan = plan;
  }

  /** The plan of a migration named {@code V7__test}. */
  public static Rehearsal of(TestDatabase database, String sql) {
    return of(database, "V7__test.sql", sql);
  }

  /** The plan of a migration in a file, whose name says the language. */
  public static Rehearsal of(TestDatabase database, String file, String text) {
    database.execute("CREATE SCHEMA IF NOT EXISTS concertina");
    return new Rehearsal(database, plan(database, file, text));
  }

  public static Plan plan(TestDatabase database, String sql) {
    return plan(database, "V7__test.sql", sql);
  }

  private static Plan plan(TestDatabase database, String file, String text) {
    PostgresParser parser = Sources.PARSER;
    Migration migration = new MigrationText(parser).of(file, file, text);
    Planner planner = new Planner();
    try (Connection connection = database.connection()) {
      return planner.plan(
          migration, new CatalogReader(parser).read(connection, HOME, planner.request(migration)));
    } catch (SQLException e) {
      throw new AssertionError("cannot read the catalog", e);
    }
  }

  public Plan plan() {
    return plan;
  }

  public Rehearsal run(Phase... phases) {
    for (Phase phase : phases) {
      plan.phase(phase).steps().forEach(step -> step.accept(new Runner()));
    }
    return this;
  }

  /** One step of the plan. */
  public Rehearsal run(Step step) {
    step.accept(new Runner());
    return this;
  }

  private final class Runner implements Step.Visitor<Void> {

    @Override
    public Void ddl(Step.Ddl step) {
      step.guards().forEach(guard -> expectZero(guard.sql(), guard.message()));
      String[] statements = step.statements().stream().map(Statement::sql).toArray(String[]::new);
      database.execute("BEGIN;\n" + String.join(";\n", statements) + ";\nCOMMIT");
      return null;
    }

    @Override
    public Void buildIndex(Step.BuildIndex step) {
      database.execute(step.create().sql());
      return null;
    }

    @Override
    public Void buildPartitionedIndex(Step.BuildPartitionedIndex step) {
      step.statements().forEach(statement -> database.execute(statement.sql()));
      return null;
    }

    @Override
    public Void dropIndex(Step.DropIndex step) {
      database.execute(step.drop().sql());
      return null;
    }

    @Override
    public Void backfill(Step.Backfill step) {
      List<String> sets =
          step.assignments().stream().map(a -> a.column().sql() + " = " + a.expression()).toList();
      database.execute(
          "UPDATE "
              + step.table().sql()
              + " SET "
              + String.join(", ", sets)
              + " WHERE "
              + step.pending());
      return null;
    }

    @Override
    public Void verify(Step.Verify step) {
      for (int i = 0; i < step.checks().size(); i++) {
        expectZero(step.statements().get(i).sql(), step.checks().get(i).message());
      }
      return null;
    }

    @Override
    public Void findDuplicates(Step.FindDuplicates step) {
      if (!database.query(step.statements().get(0).sql()).isEmpty()) {
        throw new AssertionError("duplicates in " + step.table());
      }
      return null;
    }

    @Override
    public Void gate(Step.Gate step) {
      return null;
    }
  }

  private void expectZero(String sql, String message) {
    String count = database.query(sql).get(0);
    if (!count.equals("0")) {
      throw new AssertionError(message + ": " + count + " in " + sql);
    }
  }
}
