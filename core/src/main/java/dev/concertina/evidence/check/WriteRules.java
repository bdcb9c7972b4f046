package dev.concertina.evidence.check;

import dev.concertina.evidence.tree.TreeUses;
import dev.concertina.sql.Identifier;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a write to one table meets after a phase that it did not meet before. */
record WriteRules(
    String table,
    TableFacts before,
    TableFacts after,
    TreeUses.Access access,
    Set<Identifier> inserted,
    Set<Identifier> updated) {

  List<Finding> findings() {
    List<Finding> found = new ArrayList<>();
    if (access.inserts()) {
      after.columns().values().stream()
          .filter(column -> !inserted.contains(column.name()))
          .forEach(column -> leftOut(column).ifPresent(found::add));
    }
    Set<Identifier> written = new HashSet<>(inserted);
    written.addAll(updated);
    for (Identifier name : written) {
      Optional.ofNullable(after.columns().get(name)).flatMap(this::given).ifPresent(found::add);
    }
    for (TableFacts.Rule rule : after.newSince(before)) {
      if (meets(rule, written)) {
        found.add(
            new Finding(
                Effect.MAY_FAIL,
                "A new rule of "
                    + table
                    + ": "
                    + rule.definition()
                    + (rule.proven() ? "." : ", which rows that are there may break.")));
      }
    }
    return found;
  }

  private Optional<Finding> leftOut(TableFacts.Column column) {
    Optional<TableFacts.Column> was = Optional.ofNullable(before.columns().get(column.name()));
    String name = table + "." + column.name();
    if (isHole(column)) {
      return was.filter(WriteRules::isHole).isPresent()
          ? Optional.empty()
          : Optional.of(
              new Finding(
                  after.synced() ? Effect.MAY_FAIL : Effect.BREAKS,
                  "It leaves out " + name + ", which must not be NULL."));
    }
    return was.filter(w -> !w.filled() && !column.filled() && !w.preset().equals(column.preset()))
        .map(
            w ->
                new Finding(
                    Effect.CHANGES,
                    "It leaves "
                        + name
                        + " to its default, which was "
                        + w.preset().orElse("NULL")
                        + " and becomes "
                        + column.preset().orElse("NULL")
                        + "."));
  }

  private static boolean isHole(TableFacts.Column column) {
    return column.required() && column.preset().isEmpty() && !column.filled();
  }

  private Optional<Finding> given(TableFacts.Column column) {
    Optional<TableFacts.Column> was = Optional.ofNullable(before.columns().get(column.name()));
    String name = table + "." + column.name();
    if (was.isPresent() && !Types.holds(was.get().type(), column.type())) {
      return Optional.of(
          new Finding(
              Effect.MAY_FAIL,
              "It writes "
                  + name
                  + ", which was "
                  + was.get().type()
                  + " and becomes "
                  + column.type()
                  + "."));
    }
    return was.filter(w -> !w.required() && column.required())
        .map(w -> new Finding(Effect.MAY_FAIL, "It writes " + name + ", which must not be NULL."));
  }

  private boolean meets(TableFacts.Rule rule, Set<Identifier> written) {
    boolean touched = rule.columns().isEmpty() || !Collections.disjoint(rule.columns(), written);
    boolean writes = access.inserts() || access.updates();
    return switch (rule.kind()) {
      case 'r' ->
          access.deletes() || (access.updates() && !Collections.disjoint(rule.columns(), updated));
      case 'c' -> writes && (touched || !rule.proven());
      case 'u', 'p' -> writes && touched && !(rule.whole() && before.hasArbiter(rule.columns()));
      default -> writes && touched;
    };
  }
}
