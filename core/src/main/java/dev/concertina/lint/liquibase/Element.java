package dev.concertina.lint.liquibase;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One element of a changelog, whatever language it is written in. Immutable.
 *
 * @param name {@code addColumn}, for instance
 * @param attributes what stands in it under a name
 * @param children in the order of the file; a list under a name gives its items
 * @param text what stands in it without a name
 * @param line on which it begins, counted from 1
 */
record Element(
    String name, Map<String, Value> attributes, List<Element> children, Value text, int line) {

  /**
   * A text with its place.
   *
   * @param line of its first char
   */
  record Value(String text, int line) {}

  Element {
    attributes = Map.copyOf(attributes);
    children = List.copyOf(children);
  }

  Optional<String> get(String attribute) {
    return value(attribute).map(Value::text).filter(value -> !value.isBlank());
  }

  Optional<Value> value(String attribute) {
    return Optional.ofNullable(attributes.get(attribute));
  }

  boolean isTrue(String attribute) {
    return get(attribute).filter(value -> value.strip().equalsIgnoreCase("true")).isPresent();
  }

  boolean isFalse(String attribute) {
    return get(attribute).filter(value -> value.strip().equalsIgnoreCase("false")).isPresent();
  }

  Stream<Element> children(String wanted) {
    return children.stream().filter(child -> child.name.equals(wanted));
  }

  /** What is written in the element itself, or under a name in other languages than XML. */
  Value content(String attribute) {
    return text.text().isBlank() ? value(attribute).orElse(text) : text;
  }
}
