package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.NEW_CODE;
import static dev.concertina.hazard.Names.words;
import static dev.concertina.hazard.Severity.ERROR;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.ViewAction;
import dev.concertina.hazard.model.Column;
import dev.concertina.hazard.model.Relation;
import java.util.List;
import java.util.Optional;

/** OR REPLACE takes no column from a view, and changes none. */
final class ViewReplacementRefusedRule extends ActionRule<ViewAction.Create> {

  ViewReplacementRefusedRule() {
    super(
        ViewAction.Create.class,
        About.of(
            "view-replacement-refused",
            "OR REPLACE would take a column from a view, or change one",
            ERROR,
            NEW_CODE));
  }

  @Override
  void judge(ViewAction.Create create, Situation at, Verdicts verdicts) {
    Optional<Relation> old =
        at.schema()
            .relation(create.view())
            .filter(known -> create.replaces() && known.isView() && known.isComplete());
    Optional<List<Column>> fresh = create.query().columns(at.schema(), create.aliases());
    if (old.isPresent() && fresh.isPresent()) {
      difference(List.copyOf(old.get().columns().values()), fresh.get())
          .ifPresent(
              difference ->
                  Refusal.tell(
                      "of the view %s, %s".formatted(words(create.view()), difference),
                      "new columns at the end only; for all else another view under another name",
                      verdicts));
    }
  }

  private static Optional<String> difference(List<Column> old, List<Column> fresh) {
    for (int i = 0; i < old.size(); i++) {
      String name = old.get(i).name();
      if (i >= fresh.size()) {
        return Optional.of("the column %s would be lost".formatted(name));
      }
      if (!fresh.get(i).name().equals(name)) {
        return Optional.of(
            "the column %s would become %s; they go by their places"
                .formatted(name, fresh.get(i).name()));
      }
      if (isOtherType(old.get(i), fresh.get(i))) {
        return Optional.of("the column %s would get another type".formatted(name));
      }
    }
    return Optional.empty();
  }

  private static boolean isOtherType(Column old, Column fresh) {
    return old.type().isPresent()
        && fresh.type().isPresent()
        && !old.type().get().equals(fresh.type().get());
  }
}
