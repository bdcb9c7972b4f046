package dev.concertina.evidence;

import dev.concertina.change.ObjectName;
import java.util.List;
import java.util.Set;

/**
 * What CONTRACT itself makes anew, or takes off the table, together with what it takes away. It
 * needs the old shape until that moment and not after it, so nobody has to stop using it first.
 *
 * @param columns doomed ones whose names other columns of the same tables take over: a function
 *     that mentions such a name finds it
 * @param routines functions and procedures that are replaced, each with its schema
 * @param triggers that are replaced or dropped, each with the schema of its table
 */
public record Renewed(
    Set<DoomedObject.Column> columns, List<ObjectName> routines, List<ObjectName> triggers) {

  public static final Renewed NOTHING = new Renewed(Set.of(), List.of(), List.of());

  public Renewed {
    columns = Set.copyOf(columns);
    routines = List.copyOf(routines);
    triggers = List.copyOf(triggers);
  }
}
