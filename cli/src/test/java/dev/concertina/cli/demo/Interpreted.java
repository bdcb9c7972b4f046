package dev.concertina.cli.demo;

import dev.concertina.catalog.CatalogReader;
import dev.concertina.change.Migration;
import dev.concertina.parser.PostgresParser;
import dev.concertina.plan.Phase;
import dev.concertina.plan.Plan;
import dev.concertina.plan.Planner;
import dev.concertina.plan.Step;
import dev.concertina.source.MigrationText;
import dev.concertina.sql.Identifier;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Collectors;

/** A plan run in the plainest way. */
final class Interpreted implements ConcertinaRollout {
  private final Stage stage;
  private final Plan plan;

  Interpreted(Stage stage) {
    this.stage = stage;
    PostgresParser parser = new PostgresParser();
    Migration migration =
        new MigrationText(parser)
            .of(stage.scenario().file(), stage.scenario().file(), stage.scenario().migration());
    Planner planner = new Planner();
    try (Connection connection = stage.server().administrator(stage.database(), "plan")) {
      Stage.execute(connection, "CREATE SCHEMA concertina");
      plan =
          planner.plan(
              migration,
              new CatalogReader(parser)
                  .read(connection, new Identifier("concertina"), planner.request(migration)));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    if (Boolean.getBoolean("show")) {
      plan.phases()
          .forEach(
              p ->
                  p.steps()
                      .forEach(
                          s -> {
                            System.err.println(p.phase() + " " + s.id() + " " + s.title());
                            s.statements().forEach(x -> System.err.println("     " + x.sql()));
                          }));
    }
  }

  @Override
  public void expand() {
    run(Phase.EXPAND);
  }

  @Override
  public void migrate() {
    run(Phase.MIGRATE);
  }

  @Override
  public void switchOver() {
    run(Phase.SWITCH);
  }

  @Override
  public void revert() {
    run(Phase.REVERT);
  }

  @Override
  public void contract() {
    run(Phase.CONTRACT);
  }

  @Override
  public String newSearchPath() {
    return "v7,public";
  }

  @Override
  public void close() {}

  private void run(Phase phase) {
    try (Connection connection = stage.server().administrator(stage.database(), "engine")) {
      for (Step step : plan.phase(phase).steps()) {
        try {
          step.accept(new Runner(connection));
        } catch (RuntimeException e) {
          throw new IllegalStateException(
              step.id() + " " + step.title() + ": " + e.getMessage(), e);
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class Runner implements Step.Visitor<String> {
    private final Connection connection;

    Runner(Connection connection) {
      this.connection = connection;
    }

    private String sql(String sql) {
      try (Statement s = connection.createStatement()) {
        s.execute(sql);
      } catch (SQLException e) {
        throw new IllegalStateException(e.getMessage() + " in " + sql, e);
      }
      return "";
    }

    private long count(String sql) {
      try (Statement s = connection.createStatement();
          ResultSet r = s.executeQuery(sql)) {
        r.next();
        return r.getLong(1);
      } catch (SQLException e) {
        throw new IllegalStateException(e.getMessage() + " in " + sql, e);
      }
    }

    @Override
    public String ddl(Step.Ddl step) {
      for (int i = 0; ; i++) {
        try {
          sql("BEGIN");
          sql("SET LOCAL lock_timeout = '150ms'");
          step.locks()
              .forEach(
                  l ->
                      sql(
                          "LOCK TABLE "
                              + l.table().sql()
                              + " IN "
                              + l.mode().name().replace('_', ' ')
                              + " MODE"));
          for (Step.Guard g : step.guards()) {
            if (count(g.sql()) != 0) throw new IllegalStateException(g.message());
          }
          step.statements().forEach(s -> sql(s.sql()));
          return sql("COMMIT");
        } catch (IllegalStateException e) {
          sql("ROLLBACK");
          if (i > 20 || !String.valueOf(e.getMessage()).contains("lock timeout")) throw e;
        }
      }
    }

    @Override
    public String buildIndex(Step.BuildIndex step) {
      return sql(step.create().sql());
    }

    @Override
    public String dropIndex(Step.DropIndex step) {
      return sql(step.drop().sql());
    }

    @Override
    public String backfill(Step.Backfill step) {
      return sql(
          "UPDATE "
              + step.table().sql()
              + " SET "
              + step.assignments().stream()
                  .map(a -> a.column().sql() + " = " + a.expression())
                  .collect(Collectors.joining(", "))
              + " WHERE "
              + step.pending());
    }

    @Override
    public String verify(Step.Verify step) {
      step.statements()
          .forEach(
              s -> {
                long n = count(s.sql());
                if (n != 0) throw new IllegalStateException(n + " by " + s.sql());
              });
      return "";
    }

    @Override
    public String gate(Step.Gate step) {
      return "";
    }
  }
}
