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
 * A doomed object as the catalog knows it.
 *
 * @param columns by relation, the number of the column; partitions and heirs have it, too. For a
 *     whole relation 0. Empty for constraints and indexes
 * @param names of those relations
 * @param rowTypes of those relations
 * @param table of a constraint or an index, 0 otherwise
 * @param constraint its oid, 0 if there is none
 * @param key the columns of a unique index or constraint
 */
record Target(
    DoomedObject object,
    Map<Long, Integer> columns,
    Set<QualifiedName> names,
    Set<Long> rowTypes,
    long table,
    long constraint,
    Set<Integer> key) {

  private static final int WHOLE = 0;

  /** Whether a body that PostgreSQL does not resolve names it. */
  boolean isNamedIn(Reach.Body body) {
    if (object instanceof DoomedObject.Column column) {
      return names.stream().anyMatch(relation -> body.names(relation, column.column()));
    }
    return object instanceof DoomedObject.Relation && names.stream().anyMatch(body::names);
  }

  boolean isRowOf(Set<Long> types) {
    return rowTypes.stream().anyMatch(types::contains);
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
