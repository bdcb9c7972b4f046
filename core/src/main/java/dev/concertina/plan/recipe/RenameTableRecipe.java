package dev.concertina.plan.recipe;

import static dev.concertina.plan.recipe.Drafts.alter;

import dev.concertina.catalog.Table;
import dev.concertina.change.RenameTable;
import dev.concertina.change.TableRef;
import dev.concertina.sql.Sql;

/** A table under a new name. */
final class RenameTableRecipe {

  private final PlanContext context;

  RenameTableRecipe(PlanContext context) {
    this.context = context;
  }

  /** The new name, which must be free. */
  static TableRef target(RenameTable change) {
    return new TableRef(change.table().schema(), change.to());
  }

  Contribution contribute(RenameTable change) {
    Table table = context.table(change.table(), change.origin());
    NewTableName name = new NewTableName(context, table, table.name().sibling(change.to()));
    name.refuse(target(change), change.origin());
    return name.contribution(alter(table, Sql.of("RENAME TO {}", change.to())));
  }
}
