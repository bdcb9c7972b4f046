package dev.concertina.plan.recipe;

import static dev.concertina.plan.recipe.Drafts.alter;

import dev.concertina.catalog.Index;
import dev.concertina.catalog.Table;
import dev.concertina.change.AdoptIndex;
import dev.concertina.change.CreateIndex;
import dev.concertina.plan.Phase;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;
import java.util.Optional;

/**
 * A unique index becomes a constraint: in CONTRACT, because to take it back would drop the index.
 */
final class AdoptIndexRecipe {

  private final PlanContext context;

  AdoptIndexRecipe(PlanContext context) {
    this.context = context;
  }

  Contribution contribute(AdoptIndex change) {
    Table table = context.table(change.table(), change.origin());
    Contribution.Builder parts = Contribution.to(table);
    Optional<Index> index =
        table.indexes().stream().filter(i -> i.name().name().equals(change.index())).findFirst();
    if (index.isEmpty() && (change.primary() || !isBuiltHere(change))) {
      throw context.refusal(
          change.origin(),
          "no-such-index",
          "there is no index " + change.index() + " on " + table.name() + ".",
          "Leave USING INDEX out, and name the columns: the index is built concurrently all the"
              + " same.");
    }
    if (change.primary()) {
      index.orElseThrow().columns().forEach(c -> new NullsOfKey(context, table).forbid(c, parts));
    }
    Identifier name = change.name().orElse(change.index());
    return parts
        .own(
            Phase.CONTRACT,
            Drafts.ddl(
                "make " + name + " a constraint",
                alter(
                    table.name(),
                    Sql.of(
                        "ALTER TABLE {} ADD CONSTRAINT {} {} USING INDEX {} {}",
                        table.name(),
                        name,
                        change.primary() ? Sql.of("PRIMARY KEY") : Sql.of("UNIQUE"),
                        change.index(),
                        change.timing()))))
        .sees(Phase.CONTRACT, "nothing new", "ON CONFLICT ON CONSTRAINT " + name + " works")
        .build();
  }

  private boolean isBuiltHere(AdoptIndex change) {
    return context.changes().stream()
        .anyMatch(
            c ->
                c instanceof CreateIndex create
                    && create.unique()
                    && create.name().equals(Optional.of(change.index())));
  }
}
