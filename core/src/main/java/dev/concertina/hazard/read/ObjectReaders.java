package dev.concertina.hazard.read;

import dev.concertina.hazard.action.Action;
import dev.concertina.hazard.action.ObjectAction;
import dev.concertina.hazard.action.ObjectAction.Kind;
import dev.concertina.hazard.action.Retired;
import dev.concertina.hazard.action.TableAction;
import dev.concertina.hazard.model.Shortened;
import dev.concertina.parser.Node;
import dev.concertina.sql.QualifiedName;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Types, domains, collations, sequences, schemas, publications and comments. */
final class ObjectReaders {

  private ObjectReaders() {}

  static void register(Map<String, Function<Piece, List<Action>>> byKind) {
    byKind.put("CreateEnumStmt", ObjectReaders::createEnum);
    byKind.put("CompositeTypeStmt", s -> create(Kind.TYPE, relation(s, "typevar"), s));
    byKind.put("CreateRangeStmt", s -> create(Kind.TYPE, names(s, "typeName"), s));
    byKind.put("CreateSeqStmt", ObjectReaders::createSequence);
    byKind.put("CreateSchemaStmt", ObjectReaders::createSchema);
    byKind.put("CreateDomainStmt", ObjectReaders::createDomain);
    byKind.put("AlterDomainStmt", ObjectReaders::alterDomain);
    byKind.put("AlterSeqStmt", ObjectReaders::alterSequence);
    byKind.put(
        "AlterCollationStmt",
        s ->
            List.of(
                new ObjectAction.RefreshVersion(Kind.COLLATION, names(s, "collname"), s.span())));
    byKind.put(
        "AlterDatabaseRefreshCollStmt",
        s ->
            List.of(
                new ObjectAction.RefreshVersion(
                    Kind.DATABASE, TreeNames.of(s.tree().text("dbname").orElse("")), s.span())));
    byKind.put("CommentStmt", ObjectReaders::comment);
    byKind.put("CreatePublicationStmt", ObjectReaders::createPublication);
    byKind.put("AlterPublicationStmt", s -> publication(s, !adds(s.tree())));
  }

  private static List<Action> create(Kind kind, QualifiedName name, Piece statement) {
    return List.of(new ObjectAction.Create(kind, name, statement.span()));
  }

  private static List<Action> createSequence(Piece statement) {
    return List.of(
        new ObjectAction.CreateSequence(
            relation(statement, "sequence"),
            SequenceOptions.first(statement.tree().nodes("options")),
            statement.span()));
  }

  private static List<Action> createEnum(Piece statement) {
    return List.of(
        new ObjectAction.CreateEnum(
            names(statement, "typeName"), statement.tree().texts("vals"), statement.span()));
  }

  private static List<Action> createSchema(Piece statement) {
    return statement.tree().text("schemaname").stream()
        .map(
            name ->
                (Action) new ObjectAction.Create(Kind.SCHEMA, TreeNames.of(name), statement.span()))
        .toList();
  }

  private static List<Action> createDomain(Piece statement) {
    boolean constrained =
        statement.tree().nodes("constraints").stream().anyMatch(Constraints::isConstraint);
    return List.of(
        new ObjectAction.CreateDomain(
            names(statement, "domainname"), constrained, statement.span()));
  }

  /**
   * ALTER DOMAIN's kinds are letters: T changes the default, O adds NOT NULL, C a constraint, V
   * validates one.
   */
  private static List<Action> alterDomain(Piece statement) {
    Node tree = statement.tree();
    String kind = tree.text("subtype").orElse("");
    if (List.of("T", "AD_AlterDefault").contains(kind)) {
      return List.of(
          new ObjectAction.ChangeDomainDefault(
              names(statement, "typeName"), tree.node("def").isEmpty(), statement.span()));
    }
    if (!List.of("O", "C", "V", "AD_AddConstraint", "AD_SetNotNull", "AD_ValidateConstraint")
        .contains(kind)) {
      return List.of();
    }
    boolean notValid = tree.node("def").filter(def -> def.flag("skip_validation")).isPresent();
    return List.of(
        new ObjectAction.ConstrainDomain(names(statement, "typeName"), notValid, statement.span()));
  }

  private static List<Action> alterSequence(Piece statement) {
    List<String> options =
        statement.tree().nodes("options").stream()
            .filter(option -> !isWider(option))
            .flatMap(option -> option.text("defname").stream())
            .toList();
    return List.of(
        new ObjectAction.AlterSequence(
            relation(statement, "sequence"),
            options,
            SequenceOptions.restart(statement.tree().nodes("options")),
            statement.span()));
  }

  /** NO MAXVALUE, NO MINVALUE, NO CYCLE, AS bigint: it gives every number that it gave before. */
  private static boolean isWider(Node option) {
    Optional<Node> value = option.node("arg");
    return switch (option.text("defname").orElse("")) {
      case "maxvalue", "minvalue" -> value.isEmpty();
      case "cycle" -> value.filter(on -> on.flag("boolval")).isEmpty();
      case "as" -> value.filter(type -> Types.of(type).is("int8")).isPresent();
      default -> false;
    };
  }

  /** {@code SELECT setval('orders_id_seq', 1)}; a number that is computed follows the rows. */
  static Stream<Action> setval(Piece statement) {
    return statement
        .tree()
        .descendants()
        .filter(node -> node.is("FuncCall") && node.texts("funcname").contains("setval"))
        .map(call -> call.nodes("args"))
        .filter(arguments -> arguments.size() > 1)
        .flatMap(arguments -> set(arguments, statement).stream());
  }

  private static Optional<Action> set(List<Node> arguments, Piece statement) {
    boolean constant = arguments.get(1).is("A_Const");
    return sequence(arguments.get(0))
        .map(ObjectReaders::parts)
        .filter(parts -> !parts.isEmpty())
        .map(TreeNames::of)
        .map(
            name ->
                constant
                    ? new ObjectAction.AlterSequence(
                        name, List.of("restart"), next(arguments), statement.span())
                    : new ObjectAction.AdvanceSequence(name, statement.span()));
  }

  /** Behind the number, unless a third argument says that it has not been given yet. */
  private static Optional<Long> next(List<Node> arguments) {
    boolean given = arguments.size() < 3 || arguments.get(2).flag("boolval");
    return Values.literal(arguments.get(1))
        .flatMap(SequenceOptions::number)
        .map(number -> given ? number + 1 : number);
  }

  /** The parts of a name in a string, each cut as PostgreSQL cuts names. */
  private static List<String> parts(String name) {
    return Arrays.stream(name.replace("\"", "").split("\\."))
        .filter(part -> !part.isBlank())
        .map(part -> Shortened.of(part).value())
        .toList();
  }

  /** A name in quotes, with or without a cast, or {@code pg_get_serial_sequence('t', 'id')}. */
  private static Optional<String> sequence(Node argument) {
    Node bare = argument.node("arg").orElse(argument);
    List<String> parts =
        bare.nodes("args").stream().flatMap(part -> part.text("sval").stream()).toList();
    boolean serial = bare.texts("funcname").contains("pg_get_serial_sequence");
    return serial && parts.size() == 2
        ? Optional.of(parts.get(0) + "_" + parts.get(1) + "_seq")
        : bare.text("sval");
  }

  private static boolean adds(Node alteration) {
    boolean options = !alteration.nodes("options").isEmpty();
    return !options && alteration.text("action").orElse("AP_AddObjects").equals("AP_AddObjects");
  }

  private static List<Action> createPublication(Piece statement) {
    QualifiedName name = TreeNames.of(statement.tree().text("pubname").orElse(""));
    return Stream.concat(
            create(Kind.OTHER, name, statement).stream(), publication(statement, false).stream())
        .toList();
  }

  private static List<Action> publication(Piece statement, boolean publishesLess) {
    Node tree = statement.tree();
    boolean drops = tree.text("action").orElse("").equals("AP_DropObjects");
    List<QualifiedName> tables =
        tree.nodes("pubobjects").stream()
            .flatMap(object -> object.node("pubtable").stream())
            .flatMap(table -> table.node("relation").stream())
            .map(TreeNames::of)
            .toList();
    return List.of(
        new ObjectAction.ChangePublication(
            TreeNames.of(tree.text("pubname").orElse("")),
            publishesLess,
            tables,
            !drops,
            statement.span()));
  }

  private static List<Action> comment(Piece statement) {
    Node tree = statement.tree();
    List<String> parts = tree.node("object").map(o -> o.texts("items")).orElse(List.of());
    if (parts.isEmpty() || !Retired.saysUnused(tree.text("comment").orElse(""))) {
      return List.of();
    }
    return switch (tree.text("objtype").orElse("")) {
      case "OBJECT_TABLE" ->
          List.of(
              new TableAction.CalledUnused(
                  TreeNames.of(parts), Optional.empty(), statement.span()));
      case "OBJECT_COLUMN" ->
          List.of(
              new TableAction.CalledUnused(
                  TreeNames.ownerOf(parts),
                  Optional.of(parts.get(parts.size() - 1)),
                  statement.span()));
      default -> List.of();
    };
  }

  private static QualifiedName relation(Piece statement, String field) {
    return TreeNames.of(statement.tree().node(field).orElseThrow());
  }

  private static QualifiedName names(Piece statement, String field) {
    return TreeNames.of(statement.tree().texts(field));
  }
}
