package dev.concertina.plan.phase;

import dev.concertina.plan.recipe.Draft;
import dev.concertina.sync.Authority;
import java.util.List;

/** Gives the old shape the authority back. */
record RevertPhase(Assembly assembly) {

  List<Draft> drafts() {
    return new AuthorityStep(assembly).handTo(Authority.OLD);
  }
}
