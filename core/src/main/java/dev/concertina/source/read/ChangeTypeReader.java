package dev.concertina.source.read;

import dev.concertina.change.ChangeType;
import dev.concertina.parser.Node;
import java.util.Optional;

/** {@code ALTER TABLE … ALTER COLUMN … TYPE}; what USING says is the change's {@code up}. */
final class ChangeTypeReader implements ActionReader {

  private final Slices slices;

  ChangeTypeReader(Slices slices) {
    this.slices = slices;
  }

  @Override
  public Reading read(Action action) {
    Node definition = action.tree().node("def").orElseThrow();
    String what = "ALTER COLUMN " + action.name().sql() + " TYPE";
    if (definition.fields().contains("collClause")) {
      return Reading.refused(
          what + " with COLLATE", "Concertina does not carry a collation yet", "");
    }
    Node type = definition.node("typeName").orElseThrow();
    if (type.flag("setof")) {
      return new Reading.Refused(
          Refusal.always(what, "a column cannot be SETOF", "Name one type."));
    }
    Tokens behind = action.tokens().from(type.offset().orElseThrow());
    Optional<String> typeText = slices.type(behind.before("USING"), type);
    Optional<Node> using = definition.node("raw_default");
    Optional<String> up =
        using.flatMap(
            tree -> behind.behind("USING").flatMap(text -> slices.expression(text, tree)));
    if (typeText.isEmpty() || using.isPresent() != up.isPresent()) {
      return OtherActions.refused(action);
    }
    return Reading.of(
        new ChangeType(
            action.table(), action.name(), typeText.get(), up, Optional.empty(), action.origin()));
  }
}
