package dev.concertina.evidence;

import dev.concertina.evidence.text.Command;
import dev.concertina.evidence.text.Reading;
import dev.concertina.parser.Node;
import dev.concertina.parser.ParsedStatement;
import dev.concertina.parser.PostgresParser;
import dev.concertina.parser.SqlSyntaxException;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The temporary tables that statements make. A statement over one means nothing in any other
 * session, so PostgreSQL cannot be asked about it; where the statement that makes the table is seen
 * too, its names tell what it uses, as those of a body do. What is in a temporary table is what the
 * statement that filled it had to read.
 */
final class TemporaryTables {

  /** A constant in a call may have been the name of anything; a query's are told like any other. */
  private static final Set<String> COMMANDS = Set.of("CreateStmt", "DropStmt", "IndexStmt");

  private record Owner(long id, Optional<String> name) {
    static Owner of(LiveStatement statement) {
      return new Owner(statement.key().userId(), statement.key().user());
    }
  }

  private final PostgresParser parser;
  private final Map<Owner, Set<String>> tables = new HashMap<>();
  private final Map<Owner, Set<String>> views = new HashMap<>();

  private TemporaryTables(PostgresParser parser) {
    this.parser = parser;
  }

  /** Those that any of the statements makes, each role's for itself. */
  static TemporaryTables of(List<LiveStatement> statements, PostgresParser parser) {
    TemporaryTables made = new TemporaryTables(parser);
    statements.forEach(made::see);
    return made;
  }

  private void see(LiveStatement statement) {
    Optional<Node> tree =
        statement.text() instanceof StatementText.Shown shown
                && shown.sql().toLowerCase(Locale.ROOT).contains("temp")
            ? tree(shown.sql())
            : Optional.empty();
    tree.flatMap(TemporaryTables::made)
        .filter(TemporaryTables::isTemporary)
        .flatMap(relation -> relation.text("relname"))
        .ifPresent(
            name ->
                (tree.get().is("ViewStmt") ? views : tables)
                    .computeIfAbsent(Owner.of(statement), owner -> new HashSet<>())
                    .add(name));
  }

  /** The names that can be nothing else in the sessions of the statement's role. */
  Set<String> of(LiveStatement statement) {
    Set<String> names = new HashSet<>(tables.getOrDefault(Owner.of(statement), Set.of()));
    names.removeAll(views.getOrDefault(Owner.of(statement), Set.of()));
    return names;
  }

  /** What a statement that PostgreSQL does not resolve says, if it is about one of the tables. */
  Optional<String> about(LiveStatement statement, Reading reading) {
    Set<String> names = of(statement);
    if (names.isEmpty() || !(statement.text() instanceof StatementText.Shown shown)) {
      return Optional.empty();
    }
    String sql = reading instanceof Reading.Query query ? query.sql() : shown.sql();
    return tree(sql).filter(tree -> isAbout(tree, reading, names)).map(tree -> sql);
  }

  /** What a command does besides, to other tables than these, its names do not tell. */
  private static boolean isAbout(Node tree, Reading reading, Set<String> names) {
    Set<String> named = named(tree).collect(Collectors.toSet());
    if (reading instanceof Reading.Query query && query.command() == Command.NONE) {
      return !Collections.disjoint(named, names);
    }
    return !named.isEmpty()
        && names.containsAll(named)
        && (reading instanceof Reading.Query || isPlain(tree));
  }

  private static boolean isPlain(Node tree) {
    return COMMANDS.contains(tree.kind())
        && tree.descendants().noneMatch(node -> node.is("FuncCall"));
  }

  /** As they are written: those of a schema have a dot. */
  private static Stream<String> named(Node tree) {
    Stream<String> relations =
        tree.descendants()
            .filter(node -> node.is("RangeVar"))
            .map(node -> schema(node) + node.text("relname").orElse(""));
    Stream<String> dropped =
        tree.nodes("objects").stream().map(object -> String.join(".", object.texts("items")));
    return Stream.concat(relations, dropped);
  }

  private static String schema(Node relation) {
    return relation
        .text("schemaname")
        .filter(schema -> !schema.equals("pg_temp"))
        .map(schema -> schema + ".")
        .orElse("");
  }

  private static Optional<Node> made(Node tree) {
    return switch (tree.kind()) {
      case "CreateStmt" -> tree.node("relation");
      case "ViewStmt" -> tree.node("view");
      case "CreateTableAsStmt" -> tree.node("into").flatMap(into -> into.node("rel"));
      case "SelectStmt" -> tree.node("intoClause").flatMap(into -> into.node("rel"));
      default -> Optional.empty();
    };
  }

  private static boolean isTemporary(Node relation) {
    return relation.text("relpersistence").orElse("").equals("t")
        || relation.text("schemaname").filter(schema -> schema.equals("pg_temp")).isPresent();
  }

  private Optional<Node> tree(String sql) {
    try {
      List<ParsedStatement> statements = parser.parse(sql).statements();
      return statements.size() == 1 ? Optional.of(statements.get(0).tree()) : Optional.empty();
    } catch (SqlSyntaxException e) {
      return Optional.empty();
    }
  }
}
