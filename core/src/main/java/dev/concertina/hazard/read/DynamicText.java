package dev.concertina.hazard.read;

import dev.concertina.hazard.Names;
import dev.concertina.hazard.read.Shape.Form;
import dev.concertina.parser.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The texts that an expression may come to: constants, {@code ||}, {@code format()} and quoting
 * functions, variables and arrays of such ("Executing Dynamic Commands" in the documentation).
 */
final class DynamicText {

  /** More are not told apart. */
  private static final int MOST = 20;

  private static final Pattern CONVERSION = Pattern.compile("%(?:(\\d+)\\$)?-?\\d*([%IsL])");

  private final Variables variables;

  DynamicText(Variables variables) {
    this.variables = variables;
  }

  /** At least one. */
  List<Shape> of(Node expression) {
    List<Shape> found =
        switch (expression.kind()) {
          case "A_Const" -> List.of(Shape.of(constant(expression)));
          case "TypeCast" -> expression.node("arg").map(this::of).orElse(List.of());
          case "A_Expr" -> joined(expression);
          case "FuncCall" -> called(expression);
          case "ColumnRef" -> variables.of(source(expression));
          case "CaseExpr" -> results(expression).flatMap(result -> of(result).stream()).toList();
          case "A_ArrayExpr" ->
              expression.nodes("elements").stream().flatMap(each -> of(each).stream()).toList();
          default -> List.of();
        };
    return found.isEmpty() || found.size() > MOST
        ? List.of(Shape.unknown(source(expression), Form.ANYTHING))
        : found;
  }

  private static String constant(Node node) {
    return Stream.of("sval", "ival", "fval")
        .flatMap(field -> node.text(field).stream())
        .findFirst()
        .orElse(node.flag("isnull") ? "" : "0");
  }

  private List<Shape> joined(Node operation) {
    Optional<Node> left = operation.node("lexpr");
    Optional<Node> right = operation.node("rexpr");
    return operation.texts("name").contains("||") && left.isPresent() && right.isPresent()
        ? product(of(left.get()), of(right.get()))
        : List.of();
  }

  private static List<Shape> product(List<Shape> left, List<Shape> right) {
    return left.stream().flatMap(one -> right.stream().map(one::plus)).toList();
  }

  private static Stream<Node> results(Node expression) {
    return Stream.concat(
        expression.nodes("args").stream().flatMap(when -> when.node("result").stream()),
        expression.node("defresult").stream());
  }

  private List<Shape> called(Node call) {
    List<Node> arguments = call.nodes("args");
    return switch (arguments.isEmpty() ? "" : function(call)) {
      case "quote_ident" -> inForm(Form.NAME, arguments.get(0));
      case "quote_literal", "quote_nullable" -> inForm(Form.CONSTANT, arguments.get(0));
      case "concat" ->
          arguments.stream().map(this::of).reduce(DynamicText::product).orElse(List.of());
      case "format" ->
          of(arguments.get(0)).stream()
              .flatMap(pattern -> formatted(pattern, arguments).stream())
              .toList();
      default -> List.of();
    };
  }

  private List<Shape> formatted(Shape pattern, List<Node> arguments) {
    if (!pattern.isWhole()) {
      return List.of();
    }
    String text = pattern.text();
    List<Shape> results = List.of(Shape.of(""));
    Matcher conversion = CONVERSION.matcher(text);
    int from = 0;
    int next = 1;
    while (conversion.find()) {
      results = product(results, List.of(Shape.of(text.substring(from, conversion.start()))));
      from = conversion.end();
      char kind = conversion.group(2).charAt(0);
      if (kind == '%') {
        results = product(results, List.of(Shape.of("%")));
        continue;
      }
      int argument = conversion.group(1) == null ? next : Integer.parseInt(conversion.group(1));
      next = argument + 1;
      if (argument >= arguments.size()) {
        return List.of();
      }
      results = product(results, inForm(kind, arguments.get(argument)));
    }
    return product(results, List.of(Shape.of(text.substring(from))));
  }

  private List<Shape> inForm(char conversion, Node argument) {
    return switch (conversion) {
      case 'I' -> inForm(Form.NAME, argument);
      case 'L' -> inForm(Form.CONSTANT, argument);
      default -> of(argument);
    };
  }

  private List<Shape> inForm(Form form, Node argument) {
    List<Shape> quoted = new ArrayList<>();
    for (Shape value : of(argument)) {
      if (!value.isWhole()) {
        quoted.add(Shape.unknown(source(argument), form));
      } else if (form == Form.NAME) {
        quoted.add(Shape.of(Names.sql(value.text()).sql()));
      } else {
        quoted.add(Shape.of("'" + value.text().replace("'", "''") + "'"));
      }
    }
    return quoted;
  }

  private static String function(Node call) {
    List<String> name = call.texts("funcname");
    return name.get(name.size() - 1);
  }

  /** The expression in short, for people. */
  private static String source(Node expression) {
    return switch (expression.kind()) {
      case "ColumnRef" -> String.join(".", expression.texts("fields"));
      case "FuncCall" -> function(expression) + "()";
      case "TypeCast" -> expression.node("arg").map(DynamicText::source).orElse("value");
      default -> "value";
    };
  }
}
