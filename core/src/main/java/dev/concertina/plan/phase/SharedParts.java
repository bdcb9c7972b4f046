package dev.concertina.plan.phase;

import dev.concertina.catalog.Table;
import dev.concertina.change.MigrationException;
import dev.concertina.plan.recipe.Contribution;
import dev.concertina.sql.Identifier;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Refuses a migration in which one index or constraint covers two columns that go. Each shadow has
 * it made anew over the other old column, so that neither of the two would outlive CONTRACT.
 */
final class SharedParts {

  private final Table table;
  private final Set<Identifier> gone = new HashSet<>();
  private final boolean shadowed;

  SharedParts(Table table, List<Contribution> parts) {
    this.table = table;
    parts.forEach(part -> gone.addAll(part.goneColumns()));
    this.shadowed =
        parts.stream()
            .flatMap(part -> part.newColumns().stream())
            .anyMatch(column -> column.replaces().isPresent());
  }

  void refuse() {
    if (!shadowed) {
      return;
    }
    table.indexes().forEach(index -> refuse("index", index.name().name(), index.columns()));
    table.checks().forEach(c -> refuse("constraint", c.name(), c.expression().columns()));
    table.foreignKeys().forEach(key -> refuse("constraint", key.name(), key.columns()));
  }

  private void refuse(String kind, Identifier name, Collection<Identifier> columns) {
    List<Identifier> both = columns.stream().filter(gone::contains).distinct().toList();
    if (both.size() > 1) {
      throw new MigrationException(
          "split-migration",
          "the "
              + kind
              + " "
              + name
              + " of "
              + table.name()
              + " covers "
              + both.stream().map(Identifier::value).collect(Collectors.joining(" and "))
              + ", and this migration changes each of them.",
          "Put the change of one of these columns into a migration of its own.",
          Optional.empty());
    }
  }
}
