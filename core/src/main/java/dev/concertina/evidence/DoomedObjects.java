package dev.concertina.evidence;

import dev.concertina.parser.Node;
import dev.concertina.parser.ParsedStatement;
import dev.concertina.parser.PostgresParser;
import dev.concertina.plan.Phase;
import dev.concertina.plan.Plan;
import dev.concertina.plan.Step;
import dev.concertina.session.Jdbc;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import dev.concertina.sql.UsersPath;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads from a plan's own SQL what its CONTRACT takes away. What the same plan has added is not
 * counted, nor a constraint, function or type that CONTRACT puts back under its name.
 */
public final class DoomedObjects {

  private static final Set<String> RELATIONS =
      Set.of(
          "OBJECT_TABLE",
          "OBJECT_VIEW",
          "OBJECT_MATVIEW",
          "OBJECT_FOREIGN_TABLE",
          "OBJECT_SEQUENCE");

  private final PostgresParser parser;
  private final Identifier creationSchema;
  private final NamedObjects named;

  /**
   * Reads nothing yet.
   *
   * @param creationSchema where an unqualified name stands in a statement that runs as its author
   *     wrote it; all others are qualified
   */
  public DoomedObjects(PostgresParser parser, Identifier creationSchema) {
    this.parser = parser;
    this.creationSchema = creationSchema;
    this.named = new NamedObjects(creationSchema);
  }

  /** Where unqualified names stand in the connection's current schema. */
  public static DoomedObjects in(Connection connection, PostgresParser parser) throws SQLException {
    Optional<String> schema =
        Jdbc.first(connection, UsersPath.SCHEMAS, row -> Jdbc.text(row, "schema"))
            .flatMap(name -> name);
    return new DoomedObjects(parser, new Identifier(schema.orElse("public")));
  }

  /** What CONTRACT takes away, in its order. */
  public Takeaway of(Plan plan) {
    List<DoomedObject> doomed = doomed(plan);
    return new Takeaway(doomed, views(plan), renewed(doomed, statements(plan, Phase.CONTRACT)));
  }

  private Renewed renewed(List<DoomedObject> doomed, List<Node> contract) {
    Set<DoomedObject.Column> columns = new HashSet<>();
    for (Node tree : contract) {
      for (DoomedObject made : added(tree)) {
        if (made instanceof DoomedObject.Column column && doomed.contains(column)) {
          columns.add(column);
        }
      }
    }
    RenewedReader reader = new RenewedReader(creationSchema);
    return new Renewed(columns, reader.routines(contract), reader.triggers(contract));
  }

  private Set<QualifiedName> views(Plan plan) {
    return Stream.of(Phase.EXPAND, Phase.MIGRATE, Phase.SWITCH)
        .flatMap(phase -> statements(plan, phase).stream())
        .filter(tree -> tree.is("ViewStmt"))
        .map(tree -> name(tree.node("view").orElseThrow()))
        .collect(Collectors.toUnmodifiableSet());
  }

  private List<DoomedObject> doomed(Plan plan) {
    Set<DoomedObject> added = new HashSet<>();
    for (Phase phase : List.of(Phase.EXPAND, Phase.MIGRATE)) {
      for (Node tree : statements(plan, phase)) {
        added.addAll(added(tree));
        added.addAll(named.added(tree));
      }
    }
    Set<DoomedObject> doomed = new LinkedHashSet<>();
    for (Node tree : statements(plan, Phase.CONTRACT)) {
      doomed.addAll(removed(tree));
      doomed.addAll(named.removed(tree));
      added.addAll(named.added(tree));
      added(tree).stream().filter(o -> o instanceof DoomedObject.Constraint).forEach(added::add);
    }
    doomed.removeAll(added);
    doomed.removeIf(object -> added.contains(new DoomedObject.Relation(object.relation())));
    doomed.addAll(TightenedColumns.of(statements(plan, Phase.CONTRACT), this::name));
    return List.copyOf(doomed);
  }

  /**
   * The statements of a phase. Those of a backfill only fill what is there, and are shown with
   * places that are filled in when they run, which no grammar takes.
   */
  private List<Node> statements(Plan plan, Phase phase) {
    return plan.phase(phase).steps().stream()
        .filter(step -> !(step instanceof Step.Backfill))
        .flatMap(step -> step.statements().stream())
        .flatMap(statement -> parser.parse(statement.sql()).statements().stream())
        .map(ParsedStatement::tree)
        .toList();
  }

  private List<DoomedObject> removed(Node tree) {
    return switch (tree.kind()) {
      case "AlterTableStmt" -> commands(tree, "AT_DropColumn", "AT_DropConstraint");
      case "RenameStmt" -> renamed(tree, "subname");
      case "AlterObjectSchemaStmt" -> whole(tree.node("relation"));
      case "DropStmt" -> dropped(tree);
      default -> List.of();
    };
  }

  private List<DoomedObject> added(Node tree) {
    return switch (tree.kind()) {
      case "AlterTableStmt" -> commands(tree, "AT_AddColumn", "AT_AddConstraint");
      case "RenameStmt" -> renamed(tree, "newname");
      case "CreateStmt" -> whole(tree.node("relation"));
      case "ViewStmt" -> whole(tree.node("view"));
      default -> List.of();
    };
  }

  private List<DoomedObject> commands(Node tree, String column, String constraint) {
    List<DoomedObject> found = new ArrayList<>();
    QualifiedName table = name(tree.node("relation").orElseThrow());
    for (Node command : tree.nodes("cmds")) {
      String subtype = command.text("subtype").orElse("");
      if (subtype.equals(column)) {
        found.add(new DoomedObject.Column(table, subject(command, "colname").orElseThrow()));
      } else if (subtype.equals(constraint)) {
        subject(command, "conname")
            .ifPresent(c -> found.add(new DoomedObject.Constraint(table, c)));
      }
    }
    return found;
  }

  /** What a command is about; a constraint that is added may have no name yet. */
  private static Optional<Identifier> subject(Node command, String defined) {
    return command
        .text("name")
        .or(() -> command.node("def").flatMap(definition -> definition.text(defined)))
        .map(Identifier::new);
  }

  /** What a rename takes away ({@code subname}), or makes ({@code newname}). */
  private List<DoomedObject> renamed(Node tree, String side) {
    String type = tree.text("renameType").orElse("");
    if (RELATIONS.contains(type)) {
      QualifiedName old = name(tree.node("relation").orElseThrow());
      boolean made = side.equals("newname");
      return List.of(
          new DoomedObject.Relation(
              made ? old.sibling(new Identifier(tree.text(side).orElseThrow())) : old));
    }
    boolean column = type.equals("OBJECT_COLUMN");
    if (!column && !type.equals("OBJECT_TABCONSTRAINT")) {
      return List.of();
    }
    QualifiedName table = name(tree.node("relation").orElseThrow());
    Identifier name = new Identifier(tree.text(side).orElseThrow());
    return List.of(
        column ? new DoomedObject.Column(table, name) : new DoomedObject.Constraint(table, name));
  }

  private List<DoomedObject> dropped(Node tree) {
    String type = tree.text("removeType").orElse("");
    if (!RELATIONS.contains(type) && !type.equals("OBJECT_INDEX")) {
      return List.of();
    }
    return tree.nodes("objects").stream()
        .map(object -> name(object.texts("items")))
        .<DoomedObject>map(
            name ->
                type.equals("OBJECT_INDEX")
                    ? new DoomedObject.Index(name)
                    : new DoomedObject.Relation(name))
        .toList();
  }

  private List<DoomedObject> whole(Optional<Node> range) {
    return range.map(this::name).map(DoomedObject.Relation::new).stream()
        .<DoomedObject>map(relation -> relation)
        .toList();
  }

  private QualifiedName name(Node range) {
    return new QualifiedName(
        range.text("schemaname").map(Identifier::new).orElse(creationSchema),
        new Identifier(range.text("relname").orElseThrow()));
  }

  private QualifiedName name(List<String> parts) {
    Identifier last = new Identifier(parts.get(parts.size() - 1));
    return parts.size() < 2
        ? new QualifiedName(creationSchema, last)
        : new QualifiedName(new Identifier(parts.get(parts.size() - 2)), last);
  }
}
