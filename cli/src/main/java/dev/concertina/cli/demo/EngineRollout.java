package dev.concertina.cli.demo;

import dev.concertina.change.Migration;
import dev.concertina.cli.demo.scenario.Scenario;
import dev.concertina.engine.CatalogPlans;
import dev.concertina.engine.Concertina;
import dev.concertina.engine.ContractOptions;
import dev.concertina.engine.Listener;
import dev.concertina.engine.PlanSource;
import dev.concertina.engine.Settings;
import dev.concertina.engine.WaitingException;
import dev.concertina.gate.GatePolicy;
import dev.concertina.parser.PostgresParser;
import dev.concertina.source.MigrationText;
import java.time.Duration;
import java.util.List;

/** The engine as it is shipped, on the file of a scenario. */
final class EngineRollout implements ConcertinaRollout {

  /** How long the gate may stay shut: a session that was closed is listed for a moment. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final Duration PAUSE = Duration.ofMillis(250);

  /** Minutes in production; nobody watches a demo for so long. */
  private static final Duration SOAK = Duration.ofSeconds(1);

  private final Concertina concertina;
  private final Migration migration;

  private EngineRollout(Concertina concertina, Migration migration) {
    this.concertina = concertina;
    this.migration = migration;
  }

  /** Plans from what the database holds. */
  static ConcertinaRollout.Factory shipped() {
    PostgresParser parser = new PostgresParser();
    return planning(parser, new CatalogPlans(Settings.defaults().home(), parser));
  }

  /** Plans from somewhere else: a test breaks them. */
  static ConcertinaRollout.Factory planning(PostgresParser parser, PlanSource plans) {
    MigrationText text = new MigrationText(parser);
    return stage -> {
      Scenario scenario = stage.scenario();
      return new EngineRollout(
          Concertina.connect(
              name -> stage.server().administrator(stage.database(), name),
              Settings.defaults().withGate(GatePolicy.standard().withSoak(SOAK)),
              Listener.SILENT,
              parser,
              plans),
          text.of(scenario.file(), scenario.file(), scenario.migration()));
    };
  }

  @Override
  public void expand() {
    concertina.expand(migration);
  }

  @Override
  public void migrate() {
    concertina.migrate(migration.version());
  }

  @Override
  public void switchOver() {
    concertina.switchOver(migration.version());
  }

  @Override
  public void revert() {
    concertina.revert(migration.version());
  }

  /** Runs again while the gate is shut, as a pipeline would. */
  @Override
  public void contract() {
    Clock clock = new Clock();
    while (true) {
      try {
        concertina.contract(migration.version(), ContractOptions.gated());
        return;
      } catch (WaitingException e) {
        if (clock.elapsed().compareTo(PATIENCE) > 0) {
          throw e;
        }
        Clock.pass(PAUSE);
      }
    }
  }

  @Override
  public List<String> contractTooEarly() {
    try {
      concertina.contract(migration.version(), ContractOptions.gated());
      return List.of();
    } catch (WaitingException e) {
      return e.reasons();
    }
  }

  @Override
  public String newSearchPath() {
    return migration.version().schemaName() + ",public";
  }

  @Override
  public void close() {
    concertina.close();
  }
}
