package dev.concertina.hazard.rule;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Rule;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.Action;

/** A rule about one kind of action. */
abstract class ActionRule<A extends Action> implements Rule {

  private final Class<A> kind;
  private final About about;

  ActionRule(Class<A> kind, About about) {
    this.kind = kind;
    this.about = about;
  }

  @Override
  public final About about() {
    return about;
  }

  @Override
  public final void judge(Situation at, Verdicts verdicts) {
    if (kind.isInstance(at.action())) {
      judge(kind.cast(at.action()), at, verdicts);
    }
  }

  abstract void judge(A action, Situation at, Verdicts verdicts);
}
