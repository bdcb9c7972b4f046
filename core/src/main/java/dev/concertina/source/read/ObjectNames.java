package dev.concertina.source.read;

import dev.concertina.change.ObjectKind;
import dev.concertina.change.ObjectName;
import dev.concertina.parser.Node;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The names of objects in a tree. */
public final class ObjectNames {

  /** By the constant of PostgreSQL's {@code ObjectType}, where it is not the kind's own name. */
  private static final Map<String, ObjectKind> OTHERWISE =
      Map.of(
          "MATVIEW", ObjectKind.MATERIALIZED_VIEW,
          "STATISTIC_EXT", ObjectKind.STATISTICS,
          "TABCONSTRAINT", ObjectKind.CONSTRAINT);

  private ObjectNames() {}

  /** The kind that a constant such as {@code OBJECT_VIEW} stands for; empty if it is not known. */
  public static Optional<ObjectKind> kind(String objectType) {
    String name = objectType.replaceFirst("^OBJECT_", "");
    return Optional.ofNullable(OTHERWISE.get(name))
        .or(
            () ->
                Stream.of(ObjectKind.values())
                    .filter(kind -> kind.name().equals(name) && !OTHERWISE.containsValue(kind))
                    .findFirst());
  }

  /** The object that a node of DROP or COMMENT names; empty if it does not name just one. */
  public static Optional<ObjectName> of(ObjectKind kind, Node object) {
    return switch (object.kind()) {
      case "List" -> Optional.of(new ObjectName(kind, object.texts("items")));
      case "TypeName" -> Optional.of(new ObjectName(kind, object.texts("names")));
      case "String" -> object.text("sval").map(name -> new ObjectName(kind, List.of(name)));
      case "ObjectWithArgs" -> function(kind, object);
      default -> Optional.empty();
    };
  }

  private static Optional<ObjectName> function(ObjectKind kind, Node object) {
    return object.flag("args_unspecified")
        ? Optional.empty()
        : arguments(object.nodes("objargs"))
            .map(types -> new ObjectName(kind, object.texts("objname"), types));
  }

  /** The object that a {@code RangeVar} names. */
  static ObjectName ofRange(ObjectKind kind, Node rangeVar) {
    return new ObjectName(kind, names(rangeVar));
  }

  /** A part of the table that a {@code RangeVar} names. */
  public static ObjectName ofTable(ObjectKind kind, Node rangeVar, String name) {
    List<String> names = new ArrayList<>(names(rangeVar));
    names.add(name);
    return new ObjectName(kind, names);
  }

  /** The function that CREATE FUNCTION or CREATE PROCEDURE makes: OUT is no part of its name. */
  public static Optional<ObjectName> created(Node function) {
    ObjectKind kind = function.flag("is_procedure") ? ObjectKind.PROCEDURE : ObjectKind.FUNCTION;
    List<Node> types =
        function.nodes("parameters").stream()
            .filter(p -> kind == ObjectKind.PROCEDURE || !isOut(p))
            .flatMap(p -> p.node("argType").stream())
            .toList();
    return arguments(types)
        .map(arguments -> new ObjectName(kind, function.texts("funcname"), arguments));
  }

  private static boolean isOut(Node parameter) {
    String mode = parameter.text("mode").orElse("");
    return mode.equals("FUNC_PARAM_OUT") || mode.equals("FUNC_PARAM_TABLE");
  }

  /** Empty if a type is named by a column of that type. */
  private static Optional<List<String>> arguments(List<Node> types) {
    return types.stream().anyMatch(type -> type.flag("pct_type"))
        ? Optional.empty()
        : Optional.of(types.stream().map(ObjectNames::type).toList());
  }

  /** Without its modifier, which no function is told by. */
  private static String type(Node type) {
    Sql name = Sql.join(".", type.texts("names").stream().map(Identifier::new).toList());
    return name.sql() + (type.nodes("arrayBounds").isEmpty() ? "" : "[]");
  }

  private static List<String> names(Node rangeVar) {
    return Stream.concat(rangeVar.text("schemaname").stream(), rangeVar.text("relname").stream())
        .toList();
  }
}
