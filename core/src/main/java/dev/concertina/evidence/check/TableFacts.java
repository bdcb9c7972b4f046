package dev.concertina.evidence.check;

import dev.concertina.sql.Identifier;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What decides whether a write to a table succeeds, at one moment.
 *
 * @param definition of a view; empty for tables
 * @param columns by name
 * @param rules by name
 * @param synced whether Concertina's sync fills its columns
 */
record TableFacts(
    String definition, Map<Identifier, Column> columns, Map<String, Rule> rules, boolean synced) {

  /** A relation that is not there, or of which nothing is known. */
  static final TableFacts NOTHING = new TableFacts("", Map.of(), Map.of(), false);

  /**
   * A column.
   *
   * @param type with its modifier
   * @param filled by PostgreSQL itself where a statement leaves it out: identity or generated
   */
  record Column(
      Identifier name, String type, boolean required, Optional<String> preset, boolean filled) {}

  /**
   * A constraint, or a unique index without one.
   *
   * @param kind {@code c}heck, {@code f}oreign key, {@code u}nique, {@code p}rimary key, e{@code
   *     x}clusion, or {@code r} for a foreign key of another table that refers to this one
   * @param definition as PostgreSQL writes it
   * @param proven whether the rows that are there are known to obey it
   * @param columns of this table
   * @param whole whether it covers all rows, by plain columns: ON CONFLICT may infer it
   */
  record Rule(
      char kind, String definition, boolean proven, Set<Identifier> columns, boolean whole) {

    boolean isUnique() {
      return kind == 'u' || kind == 'p';
    }
  }

  /** The rules that an earlier state did not have. */
  List<Rule> newSince(TableFacts before) {
    return rules.values().stream()
        .filter(
            rule ->
                before.rules.values().stream()
                    .noneMatch(
                        known ->
                            known.kind() == rule.kind()
                                && known.definition().equals(rule.definition())))
        .toList();
  }

  /** Whether ON CONFLICT with these columns finds an index. */
  boolean hasArbiter(Set<Identifier> key) {
    return rules.values().stream()
        .anyMatch(rule -> rule.isUnique() && rule.whole() && rule.columns().equals(key));
  }
}
