package dev.concertina.plan.recipe;

import dev.concertina.catalog.Catalog.Relation;
import dev.concertina.catalog.Index;
import dev.concertina.catalog.TableKind;
import dev.concertina.change.RenameIndex;
import dev.concertina.change.TableRef;
import dev.concertina.plan.Phase;
import dev.concertina.plan.Statement;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import dev.concertina.sql.Sql;
import java.util.Set;

/**
 * An index under a new name: no statement names it, but one of a constraint may be named, and one
 * that is made anew over a shadow gets the name that it had when the migration was planned.
 */
final class RenameIndexRecipe {

  private final PlanContext context;

  RenameIndexRecipe(PlanContext context) {
    this.context = context;
  }

  /** The new name, which must be free. */
  static TableRef target(RenameIndex change) {
    return new TableRef(change.index().schema(), change.to());
  }

  Contribution contribute(RenameIndex change) {
    Relation relation =
        context
            .catalog()
            .relation(change.index())
            .filter(r -> r.kind() == TableKind.INDEX)
            .orElseThrow(
                () ->
                    context.refusal(
                        change.origin(),
                        "no-such-index",
                        "there is no index " + change.index() + ".",
                        "Check the name and the search_path of the connection."));
    if (context.catalog().relation(target(change)).isPresent()) {
      throw context.refusal(
          change.origin(),
          "index-exists",
          "there is already an index or table " + change.to() + ".",
          "Choose another name.");
    }
    QualifiedName from = relation.name();
    QualifiedName to = from.sibling(change.to());
    QualifiedName table = relation.indexedTable().orElseThrow();
    refuseDropped(change, table, from);
    boolean named = isOfConstraint(table, from);
    boolean late = named || new MadeAnew(context).index(change.index());
    Phase phase = late ? Phase.CONTRACT : Phase.EXPAND;
    Contribution.Builder parts = Contribution.standalone().touches(table);
    parts.own(phase, rename("rename the index " + from.name(), Sql.of(""), from, to));
    if (!late) {
      parts.own(
          Phase.ABORT, rename("give the index its name back", Sql.of("IF EXISTS "), to, from));
    }
    return parts
        .sees(
            phase,
            named ? "ON CONFLICT ON CONSTRAINT " + from.name() + " fails" : "nothing new",
            "errors and plans speak of " + to.name())
        .build();
  }

  /** CONTRACT takes it away by the name that it had when the migration was planned. */
  private void refuseDropped(RenameIndex change, QualifiedName table, QualifiedName index) {
    Set<Identifier> columns =
        context.index(table, index).map(Index::columns).orElseGet(Set::<Identifier>of);
    context
        .dropped(table)
        .filter(drop -> columns.contains(drop.column()))
        .findFirst()
        .ifPresent(
            drop -> {
              throw context.refusal(
                  change.origin(),
                  "split-migration",
                  index.name()
                      + " goes with the column "
                      + drop.column()
                      + " at "
                      + drop.origin()
                      + ".",
                  "Leave this statement out.");
            });
  }

  private boolean isOfConstraint(QualifiedName table, QualifiedName index) {
    return context.index(table, index).filter(i -> i.constraint().isPresent()).isPresent();
  }

  private static Draft rename(String title, Sql ifExists, QualifiedName from, QualifiedName to) {
    return Drafts.ddl(
        title,
        Statement.unlocked(Sql.of("ALTER INDEX {}{} RENAME TO {}", ifExists, from, to.name())));
  }
}
