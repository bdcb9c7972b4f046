package dev.concertina.plan.recipe;

import static dev.concertina.plan.recipe.Drafts.alter;

import dev.concertina.catalog.Table;
import dev.concertina.change.MoveTable;
import dev.concertina.change.TableRef;
import dev.concertina.sql.QualifiedName;
import dev.concertina.sql.Sql;
import java.util.Optional;

/** A table in another schema. */
final class MoveTableRecipe {

  private final PlanContext context;

  MoveTableRecipe(PlanContext context) {
    this.context = context;
  }

  /** The new place, which must be free. */
  static TableRef target(MoveTable change) {
    return new TableRef(Optional.of(change.schema()), change.table().name());
  }

  Contribution contribute(MoveTable change) {
    Table table = context.table(change.table(), change.origin());
    NewTableName name =
        new NewTableName(context, table, new QualifiedName(change.schema(), table.name().name()));
    name.refuse(target(change), change.origin());
    return name.contribution(alter(table, Sql.of("SET SCHEMA {}", change.schema())));
  }
}
