package dev.concertina.evidence;

import dev.concertina.evidence.closure.Reach;
import dev.concertina.evidence.text.Reading;
import dev.concertina.evidence.tree.TreeUses;
import dev.concertina.parser.Token;
import dev.concertina.sql.QualifiedName;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A doomed object as the catalog knows it; empty sets for what it has not.
 *
 * @param columns by relation, the number of the column; partitions and heirs have it, too. For a
 *     whole relation 0. Empty for constraints and indexes
 * @param names of those relations
 * @param types of the rows of those relations, or the type itself
 * @param routines the function; for a sequence those that are given its name
 * @param table of a constraint or an index, 0 otherwise
 * @param constraint its oid, 0 if there is none
 * @param key the columns of a unique index or constraint
 */
record Target(
    DoomedObject object,
    Map<Long, Integer> columns,
    Set<QualifiedName> names,
    Set<Long> types,
    Set<Long> routines,
    long table,
    long constraint,
    Set<Integer> key) {

  private static final int WHOLE = 0;

  /** What is not in the catalog. */
  boolean isNothing() {
    return columns.isEmpty() && types.isEmpty() && routines.isEmpty() && table == 0;
  }

  /** Whether a body that PostgreSQL does not resolve names it. */
  boolean isNamedIn(Reach.Body body) {
    if (object instanceof DoomedObject.Column column) {
      return names.stream().anyMatch(relation -> body.names(relation, column.column()));
    }
    boolean isOfTable =
        object instanceof DoomedObject.Constraint
            || object instanceof DoomedObject.Index
            || object instanceof DoomedObject.Omission;
    return !isOfTable && body.names(object.relation());
  }

  boolean isRowOf(Set<Long> used) {
    return types.stream().anyMatch(used::contains);
  }

  /** Whether the query calls the function, or is of the type. */
  boolean isCalledOrTyped(TreeUses uses) {
    return (object instanceof DoomedObject.Routine && isCalled(uses))
        || (object instanceof DoomedObject.Type && isRowOf(uses.types()));
  }

  private boolean isCalled(TreeUses uses) {
    return routines.stream().anyMatch(uses.routines()::contains);
  }

  /** Whether the query gives the name of the sequence to a function like {@code nextval}. */
  boolean isGivenByName(Reading.Query query, TreeUses uses) {
    return asksSequence(uses)
        && query.tokens().stream()
            .filter(token -> token.kind() == Token.Kind.STRING)
            .anyMatch(token -> holdsName(token.text()));
  }

  /** Whether it may give it: the counted text has lost its constants. */
  boolean mayBeGiven(Reading.Query query, TreeUses uses) {
    return asksSequence(uses) && query.parameters() > 0;
  }

  private boolean asksSequence(TreeUses uses) {
    return object instanceof DoomedObject.Relation && isCalled(uses);
  }

  private boolean holdsName(String constant) {
    return constant
        .toLowerCase(Locale.ROOT)
        .contains(object.relation().name().value().toLowerCase(Locale.ROOT));
  }

  boolean isArbiterOf(List<TreeUses.Arbiter> arbiters) {
    return arbiters.stream()
        .filter(arbiter -> arbiter.relation() == table)
        .anyMatch(
            arbiter ->
                (constraint != 0 && arbiter.constraint() == constraint)
                    || (arbiter.constraint() == 0
                        && (arbiter.expressions() > 0 || arbiter.columns().equals(key))));
  }

  Optional<Use.Manner> manner(TreeUses.Access access) {
    int column = columns.getOrDefault(access.relation(), -1);
    if (column < 0) {
      return Optional.empty();
    }
    if (object instanceof DoomedObject.Omission) {
      return access.inserts() && !access.inserted().contains(column)
          ? Optional.of(Use.Manner.NAME)
          : Optional.empty();
    }
    boolean named =
        column == WHOLE
            || access.selected().contains(column)
            || access.inserted().contains(column)
            || access.updated().contains(column);
    if (named) {
      return Optional.of(Use.Manner.NAME);
    }
    return access.wholeRow() ? Optional.of(Use.Manner.WHOLE_ROW) : Optional.empty();
  }

  /** Whether rows are inserted without a list of columns. */
  boolean isFilledByPlace(TreeUses.Access access) {
    return access.inserts() && access.wholeRow() && columns.containsKey(access.relation());
  }

  /** Whether the query reads the column only because it reads all of them. */
  boolean isOnlyOneOfAll(Reading.Query query, TreeUses uses) {
    boolean written =
        uses.accesses().stream()
            .anyMatch(
                access -> {
                  int column = columns.getOrDefault(access.relation(), -1);
                  return access.inserted().contains(column) || access.updated().contains(column);
                });
    return object instanceof DoomedObject.Column column
        && !written
        && !uses.naturalJoin()
        && query.tokens().stream().noneMatch(token -> names(token, column.column().value()));
  }

  /** Whether the query lists the column and has no use for it, wherever it does. */
  boolean isIdle(TreeUses uses) {
    return uses.accesses().stream()
        .filter(access -> columns.containsKey(access.relation()))
        .allMatch(
            access -> {
              int column = columns.getOrDefault(access.relation(), -1);
              return !access.wholeRow()
                  && (!access.selected().contains(column) || access.idle().contains(column));
            });
  }

  /** Whether the query reads the row as a whole, besides its columns. */
  boolean isReadAsRow(TreeUses uses) {
    return uses.accesses().stream()
        .anyMatch(access -> columns.containsKey(access.relation()) && access.wholeRow());
  }

  private static boolean names(Token token, String name) {
    return switch (token.kind()) {
      case IDENTIFIER, KEYWORD -> token.text().toLowerCase(Locale.ROOT).equals(name);
      // A name in U&"" may be written with escapes: it counts as any name.
      case QUOTED_IDENTIFIER ->
          !token.text().startsWith("\"")
              || token
                  .text()
                  .substring(1, token.text().length() - 1)
                  .replace("\"\"", "\"")
                  .equals(name);
      default -> false;
    };
  }
}
