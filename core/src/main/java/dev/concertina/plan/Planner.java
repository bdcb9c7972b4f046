package dev.concertina.plan;

import dev.concertina.catalog.Catalog;
import dev.concertina.catalog.CatalogRequest;
import dev.concertina.change.Change;
import dev.concertina.change.Migration;
import dev.concertina.plan.phase.Assembly;
import dev.concertina.plan.recipe.CatalogNeeds;
import dev.concertina.plan.recipe.ChangesTogether;
import dev.concertina.plan.recipe.ColumnChanges;
import dev.concertina.plan.recipe.Contribution;
import dev.concertina.plan.recipe.LastNotNull;
import dev.concertina.plan.recipe.MadeFirst;
import dev.concertina.plan.recipe.PlanContext;
import dev.concertina.plan.recipe.RecipeBook;
import dev.concertina.plan.recipe.RowSecurityOrder;
import dev.concertina.sql.Identifier;
import dev.concertina.version.VersionSchema;
import java.util.List;

/**
 * Turns a migration into a plan: a pure function of the migration and a catalog. Stateless and
 * thread-safe.
 */
public final class Planner {

  /** What has to be read of the database before {@link #plan}. */
  public CatalogRequest request(Migration migration) {
    return CatalogNeeds.of(changes(migration));
  }

  private static List<Change> changes(Migration migration) {
    return ColumnChanges.together(
        LastNotNull.of(RowSecurityOrder.order(MadeFirst.order(migration.changes()))));
  }

  /**
   * The plan.
   *
   * @param catalog read for {@link #request}
   * @throws dev.concertina.change.MigrationException where the migration does not fit the database
   *     or cannot be done safely; nothing has run
   */
  public Plan plan(Migration migration, Catalog catalog) {
    return plan(migration, catalog, List.of());
  }

  /**
   * As above, while other versions are in flight.
   *
   * @param earlier the schemas that they have published
   */
  public Plan plan(Migration migration, Catalog catalog, List<Identifier> earlier) {
    PlanContext together = new PlanContext(migration.version(), changes(migration), catalog);
    new ChangesTogether(together).refuseConflicts();
    PlanContext context =
        new PlanContext(migration.version(), ColumnChanges.withShadows(together), catalog);
    RecipeBook recipes = new RecipeBook(context);
    List<Contribution> contributions =
        context.changes().stream().map(change -> change.accept(recipes)).toList();
    Assembly assembly = Assembly.of(context, contributions, earlier);
    return new Plan(
        migration.version(),
        migration.description(),
        assembly.touched(),
        assembly.published().map(VersionSchema::name),
        assembly.phases(),
        assembly.warnings());
  }
}
