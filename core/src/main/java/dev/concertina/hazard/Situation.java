package dev.concertina.hazard;

import dev.concertina.hazard.action.Action;
import dev.concertina.hazard.model.Schema;
import dev.concertina.hazard.model.Transaction;
import dev.concertina.sql.QualifiedName;
import java.util.List;

/**
 * An action and all that a rule may know of its surroundings.
 *
 * @param action what is judged
 * @param statement the statement that does it
 * @param index of that statement in its script
 * @param unit the script
 * @param schema as it is before the action
 * @param transaction as it is before the statement
 * @param context what is known beside the scripts
 */
public record Situation(
    Action action,
    Statement statement,
    int index,
    Unit unit,
    Schema schema,
    Transaction transaction,
    LintContext context) {

  /** The statements of the script that come after this one. */
  public List<Statement> later() {
    return unit.statements().subList(index + 1, unit.statements().size());
  }

  /** The statements of the script that came before this one. */
  public List<Statement> earlier() {
    return unit.statements().subList(0, index);
  }

  /** Whether this release itself creates a relation: no running code knows it, and it is empty. */
  public boolean isNew(QualifiedName relation) {
    return schema.createdIn(relation).filter(release -> release == unit.release()).isPresent();
  }

  /** Whether a lock on a relation cannot be felt: it is new, or known to be small. */
  public boolean isQuick(QualifiedName relation) {
    return isNew(relation) || context.isSmall(relation);
  }
}
