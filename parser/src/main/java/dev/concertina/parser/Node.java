package dev.concertina.parser;

import com.grack.nanojson.JsonWriter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One node of a parse tree, with the kinds and field names of PostgreSQL's {@code parsenodes.h}.
 * Immutable, so safe for any thread.
 *
 * <p>Fields that are zero, false, empty or null in PostgreSQL are absent here. Locations are char
 * offsets in the text that was parsed. A null element of a list is a node of kind {@code Null}. The
 * value nodes {@code String}, {@code Integer}, {@code Float}, {@code Boolean}, {@code BitString}
 * and {@code A_Const} can be read as nodes or, through the field that holds them, as their value.
 *
 * <p>No tree is deeper than 500 nodes; walking one by recursion is safe.
 */
public final class Node {
  static final Set<String> LOCATIONS =
      Set.of(
          "location",
          "name_location",
          "list_start",
          "list_end",
          "rexpr_list_start",
          "rexpr_list_end");

  /** By kind of value node, the fields that may hold its value. */
  private static final Map<String, List<String>> VALUES =
      Map.of(
          "String", List.of("sval"),
          "Integer", List.of("ival"),
          "Float", List.of("fval"),
          "Boolean", List.of("boolval"),
          "BitString", List.of("bsval"),
          "A_Const", List.of("sval", "ival", "fval", "boolval", "bsval"));

  private final String kind;

  /** Each value is a String, Number, Boolean, Node, or a list of Nodes. */
  private final Map<String, Object> fields;

  /** Takes over the map: the caller must not change it any more. */
  Node(String kind, Map<String, Object> fields) {
    this.kind = kind;
    this.fields = fields;
  }

  /** The kind, for example {@code AlterTableStmt}. */
  public String kind() {
    return kind;
  }

  /** Whether this node is of the given kind. */
  public boolean is(String expectedKind) {
    return kind.equals(expectedKind);
  }

  /** The names of the fields that are present, in PostgreSQL's order. */
  public Set<String> fields() {
    return Collections.unmodifiableSet(fields.keySet());
  }

  /** The node in a field; empty if the field is absent, a scalar or a list. */
  public Optional<Node> node(String field) {
    return fields.get(field) instanceof Node node ? Optional.of(node) : Optional.empty();
  }

  /** The nodes of a list field or of the {@code List} node in a field; empty if there are none. */
  public List<Node> nodes(String field) {
    Object value = fields.get(field);
    if (value instanceof Node node && node.is("List")) {
      return node.nodes("items");
    }
    return value instanceof List<?> list ? list.stream().map(Node.class::cast).toList() : List.of();
  }

  /**
   * The scalar in a field as text: a name, an enum's constant, a string or number constant. Empty
   * if the field is absent or holds no scalar.
   */
  public Optional<String> text(String field) {
    return Optional.ofNullable(scalarIn(fields.get(field))).map(Object::toString);
  }

  /** The scalars of a list field as text, for example the parts of a qualified name. */
  public List<String> texts(String field) {
    return nodes(field).stream()
        .map(Node::scalar)
        .filter(Objects::nonNull)
        .map(Object::toString)
        .toList();
  }

  /** The number in a field, or the given one if the field is absent or holds none. */
  public int number(String field, int otherwise) {
    return scalarIn(fields.get(field)) instanceof Number number ? number.intValue() : otherwise;
  }

  /** Whether a field is there and true. */
  public boolean flag(String field) {
    return Boolean.TRUE.equals(scalarIn(fields.get(field)));
  }

  /** The char offset of this node in the text that was parsed, if PostgreSQL keeps one for it. */
  public Optional<Integer> offset() {
    return fields.get("location") instanceof Integer location
        ? Optional.of(location)
        : Optional.empty();
  }

  /** This node and all nodes below it, each before its children, fields in PostgreSQL's order. */
  public Stream<Node> descendants() {
    List<Node> found = new ArrayList<>();
    Deque<Node> open = new ArrayDeque<>(List.of(this));
    while (!open.isEmpty()) {
      Node next = open.pop();
      found.add(next);
      List<Node> children = next.children();
      for (int i = children.size() - 1; i >= 0; i--) {
        open.push(children.get(i));
      }
    }
    return found.stream();
  }

  /** Whether both trees are equal but for the places they stand at. */
  public boolean sameAs(Node other) {
    return bare().equals(other.bare());
  }

  /** Whether both trees are equal, locations included. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Node node && kind.equals(node.kind) && fields.equals(node.fields);
  }

  @Override
  public int hashCode() {
    return Objects.hash(kind, fields);
  }

  /** The tree as JSON. */
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    write(out);
    return out.toString();
  }

  /** The nodes right below this one, fields in PostgreSQL's order. */
  public List<Node> children() {
    List<Node> children = new ArrayList<>();
    for (Object value : fields.values()) {
      if (value instanceof Node node) {
        children.add(node);
      } else if (value instanceof Collection<?> list) {
        list.forEach(item -> children.add((Node) item));
      }
    }
    return children;
  }

  private Node bare() {
    Map<String, Object> kept = new LinkedHashMap<>();
    for (Map.Entry<String, Object> field : fields.entrySet()) {
      if (!LOCATIONS.contains(field.getKey())) {
        kept.put(field.getKey(), bare(field.getValue()));
      }
    }
    return new Node(kind, kept);
  }

  private static Object bare(Object value) {
    if (value instanceof Node node) {
      return node.bare();
    }
    if (value instanceof List<?> list) {
      List<Object> kept = new ArrayList<>();
      for (Object item : list) {
        kept.add(bare(item));
      }
      return kept;
    }
    return value;
  }

  /** Appends this node as JSON, with few frames a level: {@link JsonWriter} takes four. */
  private void write(StringBuilder out) {
    out.append("{\"").append(kind).append("\":{");
    String separator = "";
    for (Map.Entry<String, Object> field : fields.entrySet()) {
      out.append(separator).append('"').append(field.getKey()).append("\":");
      write(field.getValue(), out);
      separator = ",";
    }
    out.append("}}");
  }

  private static void write(Object value, StringBuilder out) {
    if (value instanceof Node node) {
      node.write(out);
    } else if (value instanceof List<?> list) {
      String separator = "[";
      for (Object item : list) {
        out.append(separator);
        write(item, out);
        separator = ",";
      }
      out.append(list.isEmpty() ? "[]" : "]");
    } else {
      out.append(JsonWriter.string(value));
    }
  }

  private static @Nullable Object scalarIn(@Nullable Object value) {
    return value instanceof Node node ? node.scalar() : value instanceof List ? null : value;
  }

  /** The value of a value node; null for any other node and for the SQL constant NULL. */
  @Nullable Object scalar() {
    for (String field : VALUES.getOrDefault(kind, List.of())) {
      Object value = fields.get(field);
      if (value != null) {
        return value;
      }
    }
    return null;
  }
}
