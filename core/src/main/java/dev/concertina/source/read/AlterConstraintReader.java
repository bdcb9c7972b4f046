package dev.concertina.source.read;

import dev.concertina.change.AlterConstraint;
import dev.concertina.parser.Node;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;

/** {@code ALTER TABLE … ALTER CONSTRAINT}: when it is checked, and nothing else. */
final class AlterConstraintReader implements ActionReader {

  @Override
  public Reading read(Action action) {
    Node tree = action.tree().node("def").orElseThrow();
    boolean timing =
        tree.flag("alterDeferrability")
            && !tree.flag("alterEnforceability")
            && !tree.flag("alterInheritability");
    if (!timing) {
      return OtherActions.refused(action);
    }
    Sql deferrable =
        !tree.flag("deferrable")
            ? Sql.of("NOT DEFERRABLE")
            : tree.flag("initdeferred")
                ? Sql.of("DEFERRABLE INITIALLY DEFERRED")
                : Sql.of("DEFERRABLE");
    return Reading.of(
        new AlterConstraint(
            action.table(),
            new Identifier(tree.text("conname").orElseThrow()),
            deferrable,
            action.origin()));
  }
}
