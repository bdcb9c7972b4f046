package dev.concertina.evidence.closure;

import dev.concertina.evidence.body.Words;
import dev.concertina.evidence.tree.TreeUses;
import dev.concertina.evidence.tree.Write;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import java.util.Collections;
import java.util.List;
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
 * @param arguments with which a trigger calls its function; it may take them for names
 */
record Hook(
    String words,
    long on,
    boolean onSelect,
    Set<Write> onWrite,
    long routine,
    Optional<String> tree,
    long child,
    List<String> arguments)
    implements Reach.Body {

  Hook {
    onWrite = Set.copyOf(onWrite);
    arguments = List.copyOf(arguments);
  }

  boolean firesOn(TreeUses.Access access) {
    return onSelect || !Collections.disjoint(onWrite, access.writes());
  }

  @Override
  public boolean names(QualifiedName object) {
    return mentions(object.name());
  }

  /** A trigger may write any table. */
  @Override
  public boolean names(QualifiedName relation, Identifier column) {
    return mentions(column);
  }

  private boolean mentions(Identifier name) {
    return arguments.stream().anyMatch(argument -> Words.mention(argument, name.value()));
  }
}
