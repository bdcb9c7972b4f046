package dev.concertina.evidence.tree;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One node of a {@code pg_node_tree}, with the kinds and field names of PostgreSQL's {@code
 * outfuncs.c}, which differ between major versions.
 */
final class TreeNode {

  private final String kind;

  /** Each value is a String, a TreeNode, or a list of such. */
  private final Map<String, Object> fields = new LinkedHashMap<>();

  TreeNode(String kind) {
    this.kind = kind;
  }

  /** Keeps the first value of a field: the bytes of a constant follow its length. */
  void put(String field, Object value) {
    fields.putIfAbsent(field, value);
  }

  String kind() {
    return kind;
  }

  Set<String> fields() {
    return Collections.unmodifiableSet(fields.keySet());
  }

  Optional<String> text(String field) {
    return fields.get(field) instanceof String text ? Optional.of(text) : Optional.empty();
  }

  /** A number, or 0 where there is none. */
  long number(String field) {
    return text(field).filter(TreeNode::isNumber).map(Long::parseLong).orElse(0L);
  }

  /** The node in a field; empty if the field is absent, a scalar or a list. */
  Optional<TreeNode> node(String field) {
    return fields.get(field) instanceof TreeNode node ? Optional.of(node) : Optional.empty();
  }

  /** The members of a bitmap {@code (b 8 9)}; empty if the field holds none. */
  List<Integer> bitmap(String field) {
    if (fields.get(field) instanceof List<?> list && !list.isEmpty() && "b".equals(list.get(0))) {
      return list.stream().skip(1).map(member -> Integer.valueOf((String) member)).toList();
    }
    return List.of();
  }

  /** The nodes of a list. */
  List<TreeNode> nodes(String field) {
    return fields.get(field) instanceof List<?> list
        ? list.stream().filter(TreeNode.class::isInstance).map(TreeNode.class::cast).toList()
        : List.of();
  }

  /** The nodes right below this one, but what stands in the named fields. */
  List<TreeNode> children(Set<String> without) {
    List<TreeNode> found = new ArrayList<>();
    Deque<Object> open = new ArrayDeque<>();
    fields.forEach(
        (field, value) -> {
          if (!without.contains(field)) {
            open.add(value);
          }
        });
    while (!open.isEmpty()) {
      Object next = open.poll();
      if (next instanceof TreeNode node) {
        found.add(node);
      } else if (next instanceof List<?> list) {
        open.addAll(list);
      }
    }
    return found;
  }

  /**
   * This node and all below it, but what stands in the named fields. No recursion: trees are deep.
   */
  List<TreeNode> descendants(Set<String> without) {
    List<TreeNode> found = new ArrayList<>();
    Deque<Object> open = new ArrayDeque<>(List.of(this));
    while (!open.isEmpty()) {
      Object next = open.pop();
      if (next instanceof TreeNode node) {
        found.add(node);
        node.fields.forEach(
            (field, value) -> {
              if (!without.contains(field)) {
                open.push(value);
              }
            });
      } else if (next instanceof List<?> list) {
        list.forEach(open::push);
      }
    }
    return found;
  }

  private static boolean isNumber(String text) {
    return !text.isEmpty()
        && text.length() < 19
        && text.chars().skip(text.startsWith("-") ? 1 : 0).allMatch(Character::isDigit)
        && !text.equals("-");
  }
}
