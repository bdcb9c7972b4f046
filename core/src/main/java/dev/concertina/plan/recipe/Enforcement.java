package dev.concertina.plan.recipe;

import dev.concertina.catalog.Table;
import dev.concertina.plan.Phase;
import dev.concertina.plan.Statement;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;
import java.util.List;

/**
 * The phase in which a constraint begins to refuse rows: in CONTRACT its steps stand between the
 * gate and the table's last transaction, otherwise among the steps of their own.
 */
record Enforcement(Phase phase, Contribution.Builder parts) {

  /** A step whose work is done while writers go on. */
  void step(Draft draft) {
    if (phase == Phase.CONTRACT) {
      parts.prepareContract(draft);
    } else {
      parts.own(phase, draft);
    }
  }

  /** ABORT takes a constraint away that came before CONTRACT. */
  void takeBack(Table table, Identifier constraint) {
    parts.abort(Drafts.alter(table, Sql.of("DROP CONSTRAINT IF EXISTS {}", constraint)));
  }

  /** Statements that finish it. */
  void last(String title, List<Statement> statements) {
    parts.own(phase, Drafts.ddl(title, List.of(), statements));
  }

  boolean isEarly() {
    return phase != Phase.CONTRACT;
  }

  /** What the applications meet, and what to say before it runs. */
  void tell(String forbidden, boolean harmless) {
    boolean last = phase == Phase.CONTRACT;
    parts.sees(
        phase,
        harmless
            ? "never writes " + forbidden
            : forbidden + " fails" + (last ? ": it must not run any more" : ""),
        forbidden + " fails");
    if (!last && !harmless) {
      parts.warn("from " + phase + " on, the old application fails where it writes " + forbidden);
    }
  }
}
