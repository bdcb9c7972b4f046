package dev.concertina.engine;

import dev.concertina.catalog.CatalogReader;
import dev.concertina.change.Migration;
import dev.concertina.journal.Journal;
import dev.concertina.journal.Layout;
import dev.concertina.journal.State;
import dev.concertina.journal.StoredMigration;
import dev.concertina.parser.PostgresParser;
import dev.concertina.plan.Plan;
import dev.concertina.plan.Planner;
import dev.concertina.sql.Identifier;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Plans from what the database holds now. Thread-safe. */
public final class CatalogPlans implements PlanSource {

  private final CatalogReader catalogs;
  private final Planner planner = new Planner();
  private final Identifier home;

  /**
   * Plans for the database that a connection leads to.
   *
   * @param home the schema of Concertina's own objects
   */
  public CatalogPlans(Identifier home, PostgresParser parser) {
    this.catalogs = new CatalogReader(parser);
    this.home = home;
  }

  @Override
  public Plan plan(Migration migration, Connection connection) throws SQLException {
    return planner.plan(
        migration,
        catalogs.read(connection, home, planner.request(migration)),
        earlier(migration, connection));
  }

  /** What versions before this one have published and not yet contracted. */
  private List<Identifier> earlier(Migration migration, Connection connection) throws SQLException {
    Layout layout = new Layout(home);
    if (!layout.exists(connection) || !layout.isCurrent(connection)) {
      return List.of();
    }
    return new Journal(home)
        .all(connection).stream()
            .filter(other -> other.version().compareTo(migration.version()) < 0)
            .filter(CatalogPlans::hasPublished)
            .flatMap(other -> other.plan().publishes().stream())
            .toList();
  }

  static boolean hasPublished(StoredMigration migration) {
    return migration.state() == State.MIGRATED || migration.state() == State.SWITCHED;
  }
}
