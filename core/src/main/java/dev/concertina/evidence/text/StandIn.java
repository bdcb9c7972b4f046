package dev.concertina.evidence.text;

import dev.concertina.parser.Node;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import dev.concertina.sql.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A query that uses what a command uses, where the command's grammar names every relation that it
 * can touch. It is made of names alone, so nothing of the text's author is in it.
 *
 * @param command what the command does besides
 */
record StandIn(Sql sql, Command command) {

  private static final List<String> WITH_COLUMNS =
      List.of("force_quote", "force_not_null", "force_null");

  /** Empty for a command that may touch what it does not name. */
  static Optional<StandIn> of(Node tree) {
    return switch (tree.kind()) {
      case "TruncateStmt" ->
          reading(
              tree.nodes("relations"),
              tree.text("behavior").filter("DROP_CASCADE"::equals).isPresent()
                  ? Command.TRUNCATE_CASCADE
                  : Command.TRUNCATE);
      case "LockStmt" -> reading(tree.nodes("relations"), Command.PLAIN);
      case "VacuumStmt" -> vacuum(tree);
      case "RefreshMatViewStmt" ->
          tree.node("relation").flatMap(view -> reading(List.of(view), Command.EXPRESSIONS));
      case "CopyStmt" -> copy(tree);
      default -> Optional.empty();
    };
  }

  /** Reads no column. */
  private static Optional<StandIn> reading(List<Node> relations, Command command) {
    List<Sql> from = new ArrayList<>();
    for (Node relation : relations) {
      Optional<Sql> name = name(relation);
      if (name.isEmpty()) {
        return Optional.empty();
      }
      from.add(aliased(name.get(), from.size()));
    }
    return from.isEmpty()
        ? Optional.empty()
        : Optional.of(new StandIn(Sql.of("SELECT FROM {}", Sql.join(", ", from)), command));
  }

  /** VACUUM and ANALYZE; without a relation, of every one. */
  private static Optional<StandIn> vacuum(Node tree) {
    List<Node> parts = tree.nodes("rels");
    if (parts.isEmpty()) {
      return Optional.of(new StandIn(Sql.of("SELECT"), Command.EXPRESSIONS_OF_ALL));
    }
    List<Sql> columns = new ArrayList<>();
    List<Sql> from = new ArrayList<>();
    for (Node part : parts) {
      Optional<Sql> name = part.node("relation").flatMap(StandIn::name);
      if (name.isEmpty()) {
        return Optional.empty();
      }
      for (String column : part.texts("va_cols")) {
        columns.add(Sql.of("{}.{}", alias(from.size()), new Identifier(column)));
      }
      from.add(aliased(name.get(), from.size()));
    }
    return Optional.of(
        new StandIn(
            Sql.of("SELECT {} FROM {}", Sql.join(", ", columns), Sql.join(", ", from)),
            Command.EXPRESSIONS));
  }

  /** Of a table; COPY (query) is unwrapped. What WHERE may hold, and names in options, is not. */
  private static Optional<StandIn> copy(Node tree) {
    Optional<Sql> table = tree.node("relation").flatMap(StandIn::name);
    boolean namesMore =
        tree.node("whereClause").isPresent()
            || tree.nodes("options").stream()
                .anyMatch(
                    option -> option.text("defname").filter(WITH_COLUMNS::contains).isPresent());
    if (table.isEmpty() || namesMore) {
      return Optional.empty();
    }
    List<Identifier> columns = tree.texts("attlist").stream().map(Identifier::new).toList();
    return Optional.of(
        tree.flag("is_from") ? copyFrom(table.get(), columns) : copyTo(table.get(), columns));
  }

  private static StandIn copyFrom(Sql table, List<Identifier> columns) {
    return columns.isEmpty()
        ? new StandIn(
            Sql.of("INSERT INTO {} OVERRIDING SYSTEM VALUE SELECT * FROM {}", table, table),
            Command.BY_PLACE)
        : new StandIn(
            Sql.of(
                "INSERT INTO {} ({}) OVERRIDING SYSTEM VALUE SELECT {}",
                table,
                Sql.join(", ", columns),
                Sql.join(", ", columns.stream().map(column -> Sql.of("NULL")).toList())),
            Command.PLAIN);
  }

  private static StandIn copyTo(Sql table, List<Identifier> columns) {
    return new StandIn(
        Sql.of(
            "SELECT {} FROM {}", columns.isEmpty() ? Sql.of("*") : Sql.join(", ", columns), table),
        Command.PLAIN);
  }

  private static Sql aliased(Sql name, int place) {
    return Sql.of("{} AS {}", name, alias(place));
  }

  private static Identifier alias(int place) {
    return new Identifier("r" + place);
  }

  /** Empty for one of another database. */
  private static Optional<Sql> name(Node relation) {
    Optional<Identifier> name = relation.text("relname").map(Identifier::new);
    return relation.text("catalogname").isPresent()
        ? Optional.empty()
        : name.map(
            own ->
                relation
                    .text("schemaname")
                    .map(schema -> Sql.of("{}", new QualifiedName(new Identifier(schema), own)))
                    .orElseGet(() -> Sql.of("{}", own)));
  }
}
