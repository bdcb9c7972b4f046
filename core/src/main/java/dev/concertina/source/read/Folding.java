package dev.concertina.source.read;

import dev.concertina.change.AddIdentity;
import dev.concertina.change.Change;
import dev.concertina.change.DropDefault;
import dev.concertina.change.MigrationException;
import dev.concertina.change.SetDefault;
import dev.concertina.change.SetNotNull;
import dev.concertina.change.ValidateConstraint;
import dev.concertina.source.read.Item.NullFill;
import dev.concertina.source.read.Item.Whole;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Joins statements that say one thing together, as Django writes them. */
public final class Folding {

  private final List<Item> items;

  private Folding(List<Item> items) {
    this.items = new ArrayList<>(items);
  }

  /**
   * The changes that a migration's items amount to.
   *
   * @throws MigrationException if rows are changed for no change of a column
   */
  public static List<Change> fold(List<Item> items) {
    Folding folding = new Folding(items);
    folding.fillNulls();
    folding.forgetReplacedDefaults();
    folding.replaceDefaults();
    folding.foldValidations();
    return folding.items.stream().map(item -> ((Whole) item).change()).toList();
  }

  /** An UPDATE of the NULLs before SET NOT NULL is that change's {@code up}. */
  private void fillNulls() {
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i) instanceof NullFill fill) {
        int at = notNullAfter(i, fill);
        SetNotNull change = (SetNotNull) ((Whole) items.get(at)).change();
        items.set(
            at,
            new Whole(
                new SetNotNull(
                    change.table(),
                    change.column(),
                    Optional.of(fill.expression()),
                    change.origin())));
        items.remove(i);
        i--;
      }
    }
  }

  private int notNullAfter(int from, NullFill fill) {
    ColumnName column = new ColumnName(fill.table(), fill.column());
    for (int i = from + 1; i < items.size(); i++) {
      if (!(items.get(i) instanceof Whole whole)
          || !ColumnName.altered(whole.change()).equals(Optional.of(column))) {
        break;
      }
      if (whole.change() instanceof SetNotNull set && set.up().isEmpty()) {
        return i;
      }
    }
    throw DataChanges.refusal("UPDATE").at(fill.origin());
  }

  /**
   * SET DEFAULT before DROP DEFAULT served only the statements between. The DROP stays: the column
   * may have had a default before.
   */
  private void forgetReplacedDefaults() {
    for (int i = items.size() - 1; i >= 0; i--) {
      if (((Whole) items.get(i)).change() instanceof SetDefault set
          && set.phase().isEmpty()
          && isDroppedAfter(i, set)) {
        items.remove(i);
      }
    }
  }

  private boolean isDroppedAfter(int from, SetDefault set) {
    ColumnName column = new ColumnName(set.table(), set.column());
    for (int i = from + 1; i < items.size(); i++) {
      Change change = ((Whole) items.get(i)).change();
      if (change instanceof DropDefault && ColumnName.altered(change).equals(Optional.of(column))) {
        return true;
      }
      if (ColumnName.altered(change).isEmpty()) {
        return false;
      }
    }
    return false;
  }

  /** Between DROP DEFAULT and ADD GENERATED, nobody could leave the column out. */
  private void replaceDefaults() {
    for (int i = items.size() - 1; i > 0; i--) {
      if (((Whole) items.get(i)).change() instanceof AddIdentity add
          && ((Whole) items.get(i - 1)).change() instanceof DropDefault drop
          && drop.table().equals(add.table())
          && drop.column().equals(add.column())) {
        items.set(i, new Whole(add.insteadOfDefault()));
        items.remove(i - 1);
      }
    }
  }

  /** NOT VALID and VALIDATE CONSTRAINT are one constraint: the plan proves it in its own steps. */
  private void foldValidations() {
    for (int i = items.size() - 1; i >= 0; i--) {
      if (((Whole) items.get(i)).change() instanceof ValidateConstraint validation
          && isTakenBefore(i, new TakesValidation(validation))) {
        items.remove(i);
      }
    }
  }

  private boolean isTakenBefore(int end, TakesValidation taker) {
    for (int i = end - 1; i >= 0; i--) {
      Optional<Change> taken = ((Whole) items.get(i)).change().accept(taker);
      if (taken.isPresent()) {
        items.set(i, new Whole(taken.get()));
        return true;
      }
    }
    return false;
  }
}
