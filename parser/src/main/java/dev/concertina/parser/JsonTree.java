package dev.concertina.parser;

import com.grack.nanojson.JsonParserException;
import com.grack.nanojson.JsonReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Reads libpg_query's JSON into {@link Node}s and turns its byte offsets into char offsets. */
final class JsonTree {
  /** Keeps the recursion of callers, and of {@link Node} itself, far inside a normal stack. */
  static final int MAX_DEPTH = 500;

  /** The value nodes whose only field is left out when it is zero, false or empty. */
  private static final Map<String, Map.Entry<String, Object>> LEFT_OUT =
      Map.of(
          "String", Map.entry("sval", ""),
          "Integer", Map.entry("ival", 0),
          "Boolean", Map.entry("boolval", false));

  /** How a null element of a list is written: as an empty object. */
  private static final Node NULL = new Node("Null", Map.of());

  private final JsonReader reader;
  private final SourceMap source;
  private int depth;

  private JsonTree(JsonReader reader, SourceMap source) {
    this.reader = reader;
    this.source = source;
  }

  /**
   * Reads a whole document as one node of the given kind.
   *
   * @throws SqlSyntaxException if the tree is too deep
   */
  static Node read(String json, String kind, SourceMap source) {
    try {
      return new JsonTree(JsonReader.from(json), source).object(kind);
    } catch (JsonParserException e) {
      throw new IllegalStateException("the grammar wrote a tree that is not JSON", e);
    }
  }

  /** Reads an object that is a node of the given kind or wraps one: {@code {"Kind": {...}}}. */
  private Node object(String bareKind) throws JsonParserException {
    if (++depth > 2 * MAX_DEPTH) {
      throw new SqlSyntaxException("the statement is nested too deeply", source, -1);
    }
    Map<String, Object> fields = new LinkedHashMap<>();
    Node wrapped = null;
    reader.object();
    while (reader.next()) {
      String name = reader.key();
      if (Character.isUpperCase(name.charAt(0))) {
        wrapped = object(name);
      } else {
        put(bareKind, fields, name);
      }
    }
    depth--;
    return wrapped != null ? wrapped : finished(bareKind, fields);
  }

  private void put(String kind, Map<String, Object> fields, String name)
      throws JsonParserException {
    Object value = value(kind, name);
    if (!Node.LOCATIONS.contains(name)) {
      fields.put(name, value);
    } else if (value instanceof Integer location && location >= 0) {
      fields.put(name, source.charOfByte(location));
    }
  }

  private Object value(String kind, String field) throws JsonParserException {
    return switch (reader.current()) {
      case OBJECT -> {
        Node node = object(FieldKinds.kindOf(kind, field));
        // A constant holds its value in a bare value node; here the field is the value.
        yield kind.equals("A_Const") ? Objects.requireNonNull(node.scalar()) : node;
      }
      case ARRAY -> list(FieldKinds.kindOf(kind, field));
      case STRING -> reader.string();
      case NUMBER -> number(reader.longVal());
      case BOOLEAN -> reader.bool();
      case NULL -> throw new IllegalStateException("a null in field " + field + " of " + kind);
    };
  }

  private List<Node> list(String bareKind) throws JsonParserException {
    List<Node> items = new ArrayList<>();
    reader.array();
    while (reader.next()) {
      Node item = object(bareKind);
      items.add(item.fields().isEmpty() && item.is(bareKind) ? NULL : item);
    }
    return List.copyOf(items);
  }

  private static Node finished(String kind, Map<String, Object> fields) {
    Map.Entry<String, Object> leftOut = LEFT_OUT.get(kind);
    if (leftOut != null) {
      fields.putIfAbsent(leftOut.getKey(), leftOut.getValue());
    }
    return new Node(kind, fields);
  }

  private static Number number(long value) {
    return value == (int) value ? (Number) (int) value : (Number) value;
  }
}
