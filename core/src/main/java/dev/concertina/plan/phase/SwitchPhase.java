package dev.concertina.plan.phase;

import dev.concertina.plan.Phase;
import dev.concertina.plan.recipe.Draft;
import dev.concertina.sync.Authority;
import java.util.ArrayList;
import java.util.List;

/** Gives the new shape the authority. */
record SwitchPhase(Assembly assembly) {

  List<Draft> drafts() {
    List<Draft> drafts = new ArrayList<>(new AuthorityStep(assembly).handTo(Authority.NEW));
    drafts.addAll(assembly.own(Phase.SWITCH));
    return drafts;
  }
}
