package dev.concertina.evidence.closure;

import dev.concertina.evidence.tree.TreeUses;
import dev.concertina.evidence.tree.Write;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;

/**
 * What happens when a table is written, or a view is read: a trigger, a rule, the action of a
 * foreign key, or an expression that calls a function.
 *
 * @param on the relation
 * @param onSelect whether any use of it is enough
 * @param routine that a trigger or an expression calls, 0 otherwise
 * @param tree of a rule
 * @param child that the action of a foreign key writes, 0 otherwise
 */
record Hook(
    String words,
    long on,
    boolean onSelect,
    Set<Write> onWrite,
    long routine,
    Optional<String> tree,
    long child) {

  Hook {
    onWrite = Set.copyOf(onWrite);
  }

  boolean firesOn(TreeUses.Access access) {
    return onSelect || !Collections.disjoint(onWrite, access.writes());
  }
}
