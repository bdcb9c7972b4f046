package dev.concertina.trace;

import dev.concertina.hazard.Forecast.Expected;
import dev.concertina.hazard.action.Action;
import dev.concertina.hazard.action.Lock;
import dev.concertina.hazard.action.TableAction;
import dev.concertina.plan.LockMode;
import dev.concertina.plan.Work;
import dev.concertina.sql.QualifiedName;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A statement, what the rules believe that it does, and what it did. */
public record TracedStep(Expected expected, Traced traced) {

  /** The locks that somebody feels, the strongest on each relation, as the rules believe. */
  public Map<QualifiedName, LockMode> foretold() {
    Map<QualifiedName, LockMode> strongest = new TreeMap<>();
    for (Lock lock : expected.locks()) {
      if (isFelt(lock.mode())) {
        strongest.merge(lock.relation(), lock.mode(), (a, b) -> a.compareTo(b) >= 0 ? a : b);
      }
    }
    return strongest;
  }

  /** The locks that somebody feels, as they were taken. */
  public Map<QualifiedName, LockMode> taken() {
    Map<QualifiedName, LockMode> taken = new TreeMap<>(traced.locks());
    taken.values().removeIf(mode -> !isFelt(mode));
    return taken;
  }

  /** The tables that have another file afterwards, as the rules believe. */
  public Set<QualifiedName> foretoldRewrites() {
    Set<QualifiedName> rewritten = new TreeSet<>();
    expected.locks().stream()
        .filter(lock -> lock.work() == Work.REWRITE)
        .map(Lock::relation)
        .forEach(rewritten::add);
    // A new file without writing rows.
    expected.statement().actions(TableAction.Truncate.class).stream()
        .map(TableAction.Truncate::table)
        .forEach(rewritten::add);
    return rewritten;
  }

  /** Whether it did what the rules believe; true of what could not be watched. */
  public boolean isAsForetold() {
    if (!traced.watched()) {
      return true;
    }
    Map<QualifiedName, LockMode> taken = taken();
    if (expected.statement().actions(Action.class).stream().anyMatch(Action::cascades)) {
      // What depends on its object is not in the scripts.
      taken.keySet().retainAll(foretold().keySet());
    }
    return taken.equals(foretold()) && foretoldRewrites().equals(traced.rewritten());
  }

  /** SHARE UPDATE EXCLUSIVE makes VACUUM and other changes wait; what is weaker, nobody. */
  private static boolean isFelt(LockMode mode) {
    return mode.compareTo(LockMode.SHARE_UPDATE_EXCLUSIVE) >= 0;
  }
}
