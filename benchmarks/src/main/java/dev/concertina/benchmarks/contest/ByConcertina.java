package dev.concertina.benchmarks.contest;

import dev.concertina.change.Migration;
import dev.concertina.engine.Concertina;
import dev.concertina.engine.ContractOptions;
import dev.concertina.engine.EngineException;
import dev.concertina.engine.Listener;
import dev.concertina.engine.Settings;
import dev.concertina.engine.WaitingException;
import dev.concertina.parser.PostgresParser;
import dev.concertina.source.MigrationText;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Every phase of the same file through the engine as it is shipped. */
public final class ByConcertina implements Contestant {

  /** The phase in which rows are moved. */
  public static final String BACKFILL_PHASE = "migrate";

  /** How long the gate may stay shut: a session that was closed is listed for a moment. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final Duration PAUSE = Duration.ofMillis(50);

  private final Settings settings;
  private final MigrationText text = new MigrationText(new PostgresParser());

  public ByConcertina(Settings settings) {
    this.settings = settings;
  }

  @Override
  public String name() {
    return "Concertina";
  }

  @Override
  public void run(Stage stage) throws SQLException {
    Migration migration =
        text.of(stage.scenario().file(), stage.scenario().file(), stage.scenario().migration());
    try (Concertina concertina =
        Concertina.connect(stage.database()::connect, settings, Listener.SILENT)) {
      stage.before();
      stage.during("expand", () -> concertina.expand(migration));
      stage.during(BACKFILL_PHASE, () -> concertina.migrate(migration.version()));
      stage.startNew(migration.version().schemaName() + ",public");
      stage.during("switch", () -> concertina.switchOver(migration.version()));
      stage.pass("switched");
      stage.during("revert", () -> concertina.revert(migration.version()));
      stage.pass("reverted");
      stage.during("switch again", () -> concertina.switchOver(migration.version()));
      stage.stopOld();
      stage.during("contract", () -> contract(concertina, migration));
      stage.pass("after");
    } catch (EngineException e) {
      throw new ContestException(String.valueOf(e.getMessage()), e);
    }
  }

  /** Runs again while the gate is shut, as a pipeline would. */
  private static void contract(Concertina concertina, Migration migration) {
    long began = System.nanoTime();
    while (true) {
      try {
        concertina.contract(migration.version(), ContractOptions.gated());
        return;
      } catch (WaitingException e) {
        if (System.nanoTime() - began > PATIENCE.toNanos()) {
          throw e;
        }
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }
}
