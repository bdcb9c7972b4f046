package dev.concertina.plan.recipe;

import dev.concertina.catalog.Table;
import dev.concertina.change.AlterColumn;
import dev.concertina.change.Change;
import dev.concertina.change.ChangeType;
import dev.concertina.change.CreateIndex;
import dev.concertina.change.RenameColumn;
import dev.concertina.change.TableRef;
import dev.concertina.plan.Phase;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import java.util.List;

/** An index: built while writers go on; a unique one only when no old writer can be refused. */
final class CreateIndexRecipe {

  private final PlanContext context;

  CreateIndexRecipe(PlanContext context) {
    this.context = context;
  }

  /** The index's name, which must be free; an index stands in the schema of its table. */
  static TableRef target(CreateIndex change) {
    return new TableRef(change.table().schema(), name(change));
  }

  Contribution contribute(CreateIndex change) {
    Table table = context.table(change.table(), change.origin());
    QualifiedName index = table.name().sibling(name(change));
    refuse(change, table, index);
    Phase phase =
        change.phase().map(Phase::of).orElse(change.unique() ? Phase.CONTRACT : earliest(table));
    PartitionedIndex overParts =
        new PartitionedIndex(table, index, change.unique(), change.definition().sql());
    String title = "build the index " + index.name();
    Contribution.Builder parts =
        Contribution.standalone()
            .touches(table.name())
            .own(
                phase,
                table.isPartitioned()
                    ? overParts.build(title)
                    : Drafts.buildIndex(title, index, table.name(), change.concurrently()))
            .own(
                Phase.ABORT,
                table.isPartitioned() ? overParts.drop() : Drafts.dropIndex(index, table.name()));
    if (!change.unique()) {
      return parts.sees(phase, "nothing new", "faster look-ups").build();
    }
    if (phase == Phase.CONTRACT) {
      parts.warn(
          "ON CONFLICT with the columns of "
              + index.name()
              + " works after CONTRACT; if the new"
              + " application needs it earlier: -- concertina: phase = expand");
    } else {
      parts.warn(
          "from "
              + phase
              + " on, the old application fails where it writes a duplicate that "
              + index.name()
              + " forbids");
    }
    return parts
        .sees(
            phase,
            phase == Phase.CONTRACT
                ? "duplicates fail: it must not run any more"
                : "duplicates fail",
            "duplicates fail")
        .build();
  }

  private void refuse(CreateIndex change, Table table, QualifiedName index) {
    if (context.catalog().relation(target(change)).isPresent()) {
      throw context.refusal(
          change.origin(),
          "index-exists",
          "there is already an index or table " + index + ".",
          "Choose another name, or drop it in an earlier migration.");
    }
    for (Change other : reshapes(table)) {
      if (change.phase().isPresent() || !isBefore(other, change)) {
        throw context.refusal(
            change.origin(),
            "split-migration",
            "this migration also reshapes a column of "
                + table.name()
                + " ("
                + other.origin()
                + "), and the index could end up on the old one.",
            change.phase().isPresent()
                ? "Leave the phase to Concertina, or create the index in a migration of its own."
                : "Create the index behind it.");
      }
    }
  }

  /** When the columns have the names that the statement knows. */
  private Phase earliest(Table table) {
    List<Change> reshapes = reshapes(table);
    if (reshapes.isEmpty()) {
      return Phase.EXPAND;
    }
    return reshapes.stream().allMatch(CreateIndexRecipe::standsBeside)
        ? Phase.MIGRATE
        : Phase.CONTRACT;
  }

  /** Under a name of its own, which it has from EXPAND on. */
  private static boolean standsBeside(Change reshape) {
    return reshape instanceof RenameColumn
        || (reshape instanceof AlterColumn column && column.renames());
  }

  /** Changes of one column stand in the place of their first, and the last may rename it. */
  private boolean isBefore(Change other, CreateIndex change) {
    return context.changes().indexOf(other) < context.changes().indexOf(change)
        && !(other instanceof AlterColumn reshape && namesFormer(change, reshape));
  }

  private static boolean namesFormer(CreateIndex change, AlterColumn reshape) {
    Mention mention = new Mention(change.definition().sql());
    return reshape.parts().stream()
        .flatMap(part -> ColumnChanges.nameBefore(part).stream())
        .filter(name -> !name.equals(reshape.to()))
        .anyMatch(mention::of);
  }

  private List<Change> reshapes(Table table) {
    return context.changes().stream().filter(other -> reshapes(other, table)).toList();
  }

  private boolean reshapes(Change other, Table table) {
    if (other instanceof ChangeType type) {
      return isTable(type.table(), table)
          && ChangeTypeRecipe.typeByVersion(context, type).isPresent();
    } else if (other instanceof AlterColumn reshape) {
      return isTable(reshape.table(), table);
    }
    return other instanceof RenameColumn rename && isTable(rename.table(), table);
  }

  private boolean isTable(TableRef ref, Table table) {
    return context.catalog().relation(ref).filter(r -> r.name().equals(table.name())).isPresent();
  }

  private static Identifier name(CreateIndex change) {
    return change
        .name()
        .orElseThrow(() -> new IllegalArgumentException("the source refuses a nameless index"));
  }
}
