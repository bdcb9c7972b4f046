package dev.concertina.benchmarks.bulk;

import dev.concertina.benchmarks.server.Database;
import dev.concertina.change.Migration;
import dev.concertina.engine.Concertina;
import dev.concertina.engine.Listener;
import dev.concertina.parser.PostgresParser;
import dev.concertina.source.MigrationText;

/** The migration of {@link Accounts}, through the engine as it is shipped. */
public final class Rename implements AutoCloseable {

  private static final String FILE = "V1__rename_user_name.sql";
  private static final String TEXT = "ALTER TABLE accounts RENAME COLUMN user_name TO full_name;\n";

  private final Concertina concertina;
  private final Migration migration;

  private Rename(Concertina concertina, Migration migration) {
    this.concertina = concertina;
    this.migration = migration;
  }

  public static Rename of(Database database, Tuning tuning, Listener listener) {
    return new Rename(
        Concertina.connect(database::connect, tuning.settings(), listener),
        new MigrationText(new PostgresParser()).of(FILE, FILE, TEXT));
  }

  public void expand() {
    concertina.expand(migration);
  }

  public void migrate() {
    concertina.migrate(migration.version());
  }

  public void switchOver() {
    concertina.switchOver(migration.version());
  }

  @Override
  public void close() {
    concertina.close();
  }
}
