package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.LOCKS;
import static dev.concertina.hazard.Names.words;
import static dev.concertina.hazard.Severity.WARNING;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Recipe;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.ColumnAction;
import dev.concertina.hazard.model.ConstraintSpec.Kind;
import dev.concertina.hazard.model.Schema;
import dev.concertina.plan.Work;
import java.util.List;

/** A type change that rewrites nothing still reads the table for its constraints. */
final class ColumnTypeRecheckRule extends ActionRule<ColumnAction.ChangeType> {

  ColumnTypeRecheckRule() {
    super(
        ColumnAction.ChangeType.class,
        About.of(
            "column-type-recheck",
            "a type change that rewrites nothing still reads the table for its constraints",
            WARNING,
            LOCKS));
  }

  @Override
  void judge(ColumnAction.ChangeType change, Situation at, Verdicts verdicts) {
    if (at.isQuick(change.table())
        || !change.isKnown(at.schema())
        || change.work(at.schema()) != Work.METADATA) {
      return;
    }
    boolean sorted = otherOrder(change, at.schema());
    List<String> read =
        at.schema().relation(change.table()).stream()
            .flatMap(known -> known.constraints().values().stream())
            .filter(c -> c.is(Kind.CHECK) || c.is(Kind.FOREIGN_KEY) || (sorted && c.hasIndex()))
            .filter(c -> c.columns().contains(change.column()))
            .map(c -> c.nameIn(change.table()))
            .toList();
    boolean indexed =
        sorted
            && at.schema()
                .indexesOf(change.table())
                .anyMatch(index -> index.columns().contains(change.column()));
    if (indexed && read.isEmpty()) {
      read = List.of("its index");
    }
    if (!read.isEmpty()) {
      verdicts.add(
          LOCKS,
          WARNING,
          "The values of %s stay as they are, but every row is checked again for %s while nobody can read or write %s."
              .formatted(change.column(), String.join(", ", read), words(change.table())),
          Recipe.empty()
              .say(
                  "drop the constraint first, and add it again NOT VALID; VALIDATE in its own transaction"));
    }
  }

  /** citext sorts otherwise than text, so that indexes are built anew. */
  private static boolean otherOrder(ColumnAction.ChangeType change, Schema schema) {
    boolean was = change.from(schema).filter(type -> type.is("citext")).isPresent();
    return was != change.type().is("citext");
  }
}
