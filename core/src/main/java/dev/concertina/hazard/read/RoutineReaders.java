package dev.concertina.hazard.read;

import dev.concertina.hazard.action.Action;
import dev.concertina.hazard.action.ObjectAction;
import dev.concertina.hazard.action.ObjectAction.AlterFunction.Change;
import dev.concertina.hazard.model.Routine;
import dev.concertina.hazard.model.Routine.Parameter;
import dev.concertina.parser.Node;
import dev.concertina.sql.QualifiedName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Functions and procedures. */
final class RoutineReaders {

  private static final Pattern RAISES = Pattern.compile("(?i)\\bRAISE\\s+EXCEPTION\\b");

  /** What a body may do to rows; and RAISE is an exception unless it says otherwise. */
  private static final Pattern ACTS =
      Pattern.compile(
          "(?i)\\b(?:insert|update|delete|merge|truncate|copy|select|perform|execute|call|lock)\\b"
              + "|(?<![<>!])=|\\braise\\s+(?!notice|info|log|debug|warning)|\\breturn\\s+null\\b");

  private static final Pattern QUOTED = Pattern.compile("(?s)'[^']*'|--[^\\n]*|/\\*.*?\\*/");

  private static final Set<String> OUTPUTS =
      Set.of("FUNC_PARAM_OUT", "FUNC_PARAM_INOUT", "FUNC_PARAM_TABLE");

  private RoutineReaders() {}

  static void register(Map<String, Function<Piece, List<Action>>> byKind) {
    byKind.put("CreateFunctionStmt", RoutineReaders::create);
    byKind.put("AlterFunctionStmt", RoutineReaders::alter);
  }

  private static List<Action> create(Piece statement) {
    Node tree = statement.tree();
    return List.of(
        new ObjectAction.CreateFunction(
            TreeNames.of(tree.texts("funcname")),
            tree.flag("replace"),
            rejects(tree),
            routine(tree),
            statement.span()));
  }

  private static Routine routine(Node tree) {
    Optional<Node> result = tree.node("returnType");
    boolean declared =
        tree.nodes("options").stream()
            .flatMap(option -> volatility(option).stream())
            .anyMatch("immutable"::equals);
    return new Routine(
        tree.flag("is_procedure"),
        tree.nodes("parameters").stream().map(RoutineReaders::parameter).toList(),
        result.map(Types::of),
        result.filter(type -> type.flag("setof")).isPresent(),
        declared || !isPlpgsql(tree),
        isIdle(tree));
  }

  private static boolean isIdle(Node function) {
    List<String> bodies =
        function.nodes("options").stream()
            .filter(option -> option.text("defname").orElse("").equals("as"))
            .flatMap(option -> option.nodes("arg").stream())
            .flatMap(body -> body.text("sval").stream())
            .toList();
    return bodies.size() == 1
        && isPlpgsql(function)
        && !ACTS.matcher(QUOTED.matcher(bodies.get(0)).replaceAll("''")).find();
  }

  private static boolean isPlpgsql(Node function) {
    return function.nodes("options").stream()
        .filter(option -> option.text("defname").orElse("").equals("language"))
        .anyMatch(option -> option.text("arg").orElse("").equals("plpgsql"));
  }

  private static Parameter parameter(Node parameter) {
    String mode = parameter.text("mode").orElse("FUNC_PARAM_DEFAULT");
    boolean output = OUTPUTS.contains(mode);
    return new Parameter(
        parameter.text("name"),
        Types.of(parameter.node("argType").orElseThrow()),
        !output || mode.equals("FUNC_PARAM_INOUT"),
        output,
        parameter.node("defexpr").isPresent());
  }

  private static Optional<String> volatility(Node option) {
    return option.text("defname").orElse("").equals("volatility")
        ? option.text("arg")
        : Optional.empty();
  }

  private static boolean rejects(Node function) {
    boolean ofTriggers =
        function.node("returnType").filter(type -> Types.of(type).is("trigger")).isPresent();
    return ofTriggers
        && function
            .descendants()
            .flatMap(node -> node.text("sval").stream())
            .anyMatch(text -> RAISES.matcher(text).find());
  }

  private static List<Action> alter(Piece statement) {
    Node tree = statement.tree();
    QualifiedName name =
        tree.node("func").flatMap(TreeNames::ofObject).orElseThrow(() -> unnamed(tree));
    return tree.nodes("actions").stream()
        .flatMap(option -> altered(name, option, statement).stream())
        .toList();
  }

  private static Optional<Action> altered(QualifiedName name, Node option, Piece statement) {
    Optional<Action> declared =
        volatility(option)
            .filter("immutable"::equals)
            .map(how -> new ObjectAction.DeclareImmutable(name, statement.span()));
    return declared.or(
        () ->
            change(option)
                .map(change -> new ObjectAction.AlterFunction(name, change, statement.span())));
  }

  private static Optional<Change> change(Node option) {
    Optional<Node> value = option.node("arg");
    return switch (option.text("defname").orElse("")) {
      case "set" ->
          value
              .filter(set -> set.text("name").orElse("").equals("search_path"))
              .map(path -> Change.SEARCH_PATH);
      case "security" ->
          value.filter(definer -> !definer.flag("boolval")).map(invoker -> Change.SECURITY_INVOKER);
      default -> Optional.empty();
    };
  }

  private static IllegalArgumentException unnamed(Node tree) {
    return new IllegalArgumentException("no name in " + tree);
  }
}
