package dev.concertina.plan.recipe;

import static dev.concertina.plan.recipe.Drafts.alter;

import dev.concertina.catalog.Column;
import dev.concertina.catalog.Generation;
import dev.concertina.catalog.Index;
import dev.concertina.catalog.Table;
import dev.concertina.change.MigrationException;
import dev.concertina.change.MoveColumn;
import dev.concertina.change.Origin;
import dev.concertina.plan.Phase;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;
import dev.concertina.sync.Pair;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A column goes to another table, or is copied there: both columns stand until CONTRACT, and each
 * follows the other in the row of the same key.
 */
final class MoveColumnRecipe {

  private final PlanContext context;

  MoveColumnRecipe(PlanContext context) {
    this.context = context;
  }

  Contribution contribute(MoveColumn change) {
    Table source = context.table(change.table(), change.origin());
    Table target = context.table(change.to(), change.origin());
    Column column = context.column(source, change.column(), change.origin());
    context.refuseTaken(target, change.as(), change.origin());
    refuseTables(change, source, target);
    refuseColumn(change, source, column);
    Pair pair = pair(change, source, target);
    Contribution.Builder parts = Contribution.to(target);
    parts.touches(source.name());
    parts.newColumn(
        new Contribution.NewColumn(change.as(), change.as(), Optional.empty(), Optional.empty()));
    parts.expand(
        alter(
            target,
            Sql.of(
                "ADD COLUMN {} {}{}",
                change.as(),
                column.type(),
                column.collation().map(c -> Sql.of(" COLLATE {}", c)).orElse(Sql.of("")))));
    boolean relaxed = !change.stays() && column.notNull();
    NotNullRelaxation relaxation = new NotNullRelaxation(context, source, column);
    if (relaxed) {
      parts.own(
          Phase.EXPAND,
          Drafts.ddl("let new rows leave " + column.name() + " out", relaxation.statement()));
    }
    new PairSteps(context, change, source, target, pair).addTo(parts);
    if (relaxed) {
      relaxation.takeBack(parts);
    }
    warn(change, source, target, parts);
    return sights(change, source, target, parts).build();
  }

  private Pair pair(MoveColumn change, Table source, Table target) {
    List<Identifier> ofSource = change.key().stream().map(MoveColumn.Key::source).toList();
    List<Identifier> ofTarget = change.key().stream().map(MoveColumn.Key::target).toList();
    for (MoveColumn.Key key : change.key()) {
      Column one = context.column(source, key.source(), change.origin());
      Column other = context.column(target, key.target(), change.origin());
      if (!one.type().equals(other.type()) || !one.bitwiseEquality() || !other.bitwiseEquality()) {
        throw context.refusal(
            change.origin(),
            "unsupported-key",
            source.name()
                + "."
                + one.name()
                + " ("
                + one.type()
                + ") and "
                + target.name()
                + "."
                + other.name()
                + " ("
                + other.type()
                + ") cannot make rows a pair: both must be of one type that compares bit by bit.",
            "Name columns of one integer, uuid, date or text type; change the type of one of them"
                + " in a migration of its own first.");
      }
    }
    if (ofSource.contains(change.column())) {
      throw context.refusal(
          change.origin(),
          "unsupported-key",
          change.column() + " is a part of the key and is moved by it.",
          "Name other columns under key.");
    }
    refuseRepeated(change.origin(), source, ofSource);
    refuseRepeated(change.origin(), target, ofTarget);
    return new Pair(
        new Pair.Side(source.name(), change.column(), ofSource),
        new Pair.Side(target.name(), change.as(), ofTarget),
        ofSource.stream().map(name -> source.column(name).orElseThrow().type()).toList());
  }

  /** Of several rows with one key, no writer could tell which one is meant. */
  private void refuseRepeated(Origin origin, Table table, List<Identifier> key) {
    boolean once =
        table.indexes().stream()
            .anyMatch(
                index ->
                    index.unique()
                        && index.valid()
                        && index.predicate().isEmpty()
                        && index.constraint().filter(Index.IndexConstraint::deferrable).isEmpty()
                        && keyOf(index).equals(Optional.of(Set.copyOf(key))));
    if (!once) {
      String columns = key.stream().map(Identifier::value).collect(Collectors.joining(", "));
      throw context.refusal(
          origin,
          "unsupported-key",
          table.name()
              + " may have several rows with one "
              + columns
              + ": no unique index forbids it, and one value cannot be kept in step with several.",
          "Make ("
              + columns
              + ") unique in a migration of its own first. To copy a value to many rows, add the"
              + " column with add_column and let the application write it.");
    }
  }

  /** Empty for an index over expressions. */
  private static Optional<Set<Identifier>> keyOf(Index index) {
    return index.keys().stream().allMatch(key -> key.expression().isPlainColumn())
        ? Optional.of(
            index.keys().stream()
                .flatMap(key -> key.expression().columns().stream())
                .collect(Collectors.toSet()))
        : Optional.empty();
  }

  private void refuseTables(MoveColumn change, Table source, Table target) {
    if (source.name().equals(target.name())) {
      throw context.refusal(
          change.origin(),
          "same-table",
          source.name() + " is both tables.",
          "Use rename_column, or add_column with `up`.");
    }
    for (Table table : List.of(source, target)) {
      if (table.isPartitioned() || table.rowSecurity()) {
        throw unsupported(
            change, table, table.isPartitioned() ? "is partitioned" : "has row security");
      }
      if (!table.updatable()) {
        throw unsupported(change, table, "has no replica identity that its publication sends");
      }
    }
    if (!source.owner().equals(target.owner())) {
      throw unsupported(
          change, target, "has another owner than " + source.name() + ", " + target.owner());
    }
  }

  private MigrationException unsupported(MoveColumn change, Table table, String why) {
    return context.refusal(
        change.origin(),
        "unsupported-table",
        table.name() + " " + why + ": writers of one table could not reach every row of the other.",
        "Add the column with add_column and let the application write both.");
  }

  private void refuseColumn(MoveColumn change, Table source, Column column) {
    if (column.generation() != Generation.NONE || !column.sequences().isEmpty()) {
      throw unsupported(change, source, column, "gets its values from PostgreSQL");
    }
    if (column.domain()) {
      throw unsupported(
          change, source, column, "is of a domain, whose checks another table would fail");
    }
    if (change.stays()) {
      return;
    }
    context.refuseDependents(source, column.name(), change.origin());
    if (source.indexes().stream()
        .anyMatch(i -> i.primary() && i.columns().contains(column.name()))) {
      throw unsupported(change, source, column, "is part of the primary key");
    }
    if (source.referencedBy().stream()
        .anyMatch(key -> key.referencedColumns().contains(column.name()))) {
      throw unsupported(change, source, column, "is referenced by foreign keys");
    }
  }

  private MigrationException unsupported(
      MoveColumn change, Table source, Column column, String why) {
    return context.refusal(
        change.origin(),
        "unsupported-column",
        source.name() + "." + column.name() + " " + why + ".",
        "Add the column with add_column and let the application write both.");
  }

  private static void warn(
      MoveColumn change, Table source, Table target, Contribution.Builder parts) {
    for (Table table : List.of(source, target)) {
      if (!table.triggers().isEmpty()) {
        parts.warn(
            "the triggers of "
                + table.name()
                + " also fire when a writer of "
                + (table.equals(source) ? target : source).name()
                + " changes the value, as its owner "
                + table.owner());
      }
    }
    if (change.dropsUnmatched()) {
      parts.warn(
          "a value of "
              + change.column()
              + " without a row in "
              + target.name()
              + " is dropped at CONTRACT, and one of "
              + target.name()
              + " without a row in "
              + source.name()
              + " by `abort`");
    }
  }

  private static Contribution.Builder sights(
      MoveColumn change, Table source, Table target, Contribution.Builder parts) {
    String old = source.name().name() + "." + change.column();
    String young = target.name().name() + "." + change.as();
    return parts
        .sees(Phase.EXPAND, old + " as before; a column " + young + " beside it", "not yet")
        .sees(
            Phase.MIGRATE,
            old + " as before, with what the new application writes",
            young + ", with what the old application writes")
        .sees(
            Phase.CONTRACT,
            change.stays()
                ? old + " follows " + young + " no more"
                : old + " is gone: it must not run any more",
            change.stays() ? "both, each for itself" : young + " alone");
  }
}
