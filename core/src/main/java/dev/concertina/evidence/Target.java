package dev.concertina.evidence;

import dev.concertina.evidence.text.Reading;
import dev.concertina.evidence.tree.TreeUses;
import dev.concertina.parser.Token;
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
 * @param rowTypes of those relations
 * @param table of a constraint or an index, 0 otherwise
 * @param constraint its oid, 0 if there is none
 * @param key the columns of a unique index or constraint
 */
record Target(
    DoomedObject object,
    Map<Long, Integer> columns,
    Set<Long> rowTypes,
    long table,
    long constraint,
    Set<Integer> key) {

  private static final int WHOLE = 0;

  /** The name by which the text of a function would mention it. */
  Optional<String> word() {
    if (object instanceof DoomedObject.Column column) {
      return Optional.of(column.column().value());
    }
    return object instanceof DoomedObject.Relation relation
        ? Optional.of(relation.relation().name().value())
        : Optional.empty();
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
