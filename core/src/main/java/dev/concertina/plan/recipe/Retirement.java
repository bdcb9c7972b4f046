package dev.concertina.plan.recipe;

import dev.concertina.plan.Statement;
import dev.concertina.sync.SyncRule;
import java.util.List;
import java.util.Optional;

/**
 * What CONTRACT puts out of the way under another name, until it is dropped for good.
 *
 * @param what it was: {@code public.users.phone}
 * @param retire in the table's last transaction
 * @param forGood what takes the place of {@code retire} where the new application has never met the
 *     old shape, so that nothing of it may show in the table
 * @param inStep gives rows that are written meanwhile a value
 * @param lookBeforeRestore what stands against the way back is named before any of it is gone
 * @param restore the way back, in one transaction
 * @param rebuild steps after everything of the migration is back: what was not worth keeping up
 * @param purge drops it
 */
public record Retirement(
    String what,
    List<Statement> retire,
    List<Statement> forGood,
    Optional<SyncRule> inStep,
    List<Draft> lookBeforeRestore,
    List<Statement> restore,
    List<Draft> rebuild,
    List<Statement> purge) {

  public Retirement {
    retire = List.copyOf(retire);
    forGood = List.copyOf(forGood);
    lookBeforeRestore = List.copyOf(lookBeforeRestore);
    restore = List.copyOf(restore);
    rebuild = List.copyOf(rebuild);
    purge = List.copyOf(purge);
  }
}
