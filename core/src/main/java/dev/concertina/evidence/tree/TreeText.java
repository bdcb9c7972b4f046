package dev.concertina.evidence.tree;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The text of a {@code pg_node_tree}, cut as {@code pg_strtok} cuts it. */
final class TreeText {

  private final String text;
  private int at;

  private TreeText(String text) {
    this.text = text;
  }

  /**
   * A node of kind {@code ROOT} whose field {@code items} holds what the text holds.
   *
   * @throws IllegalStateException if the text is not such a tree
   */
  static TreeNode read(String text) {
    return new TreeText(text).read();
  }

  private TreeNode read() {
    TreeNode root = new TreeNode("ROOT");
    Deque<Object> open = new ArrayDeque<>();
    Deque<String> fields = new ArrayDeque<>();
    open.push(root);
    fields.push("items");
    for (Optional<String> token = next(); token.isPresent(); token = next()) {
      String value = token.get();
      switch (value) {
        case "{" -> {
          TreeNode node = new TreeNode(next().orElseThrow(this::broken));
          add(open, fields, node);
          open.push(node);
          fields.push("");
        }
        case "(" -> {
          List<Object> list = new ArrayList<>();
          add(open, fields, list);
          open.push(list);
          fields.push("");
        }
        case "}", ")" -> {
          open.pop();
          fields.pop();
          if (open.isEmpty()) {
            throw broken();
          }
        }
        default -> {
          if (value.startsWith(":") && open.element() instanceof TreeNode) {
            fields.pop();
            fields.push(value.substring(1));
          } else {
            add(open, fields, value);
          }
        }
      }
    }
    if (open.size() != 1) {
      throw broken();
    }
    return root;
  }

  @SuppressWarnings("unchecked") // only lists of Object are pushed
  private static void add(Deque<Object> open, Deque<String> fields, Object value) {
    if (open.element() instanceof TreeNode node) {
      node.put(fields.element(), value);
    } else {
      ((List<Object>) open.element()).add(value);
    }
  }

  private Optional<String> next() {
    while (at < text.length() && isSpace(text.charAt(at))) {
      at++;
    }
    if (at == text.length()) {
      return Optional.empty();
    }
    int start = at;
    if (isBracket(text.charAt(at))) {
      at++;
      return Optional.of(text.substring(start, at));
    }
    while (at < text.length() && !isSpace(text.charAt(at)) && !isBracket(text.charAt(at))) {
      at += text.charAt(at) == '\\' && at + 1 < text.length() ? 2 : 1;
    }
    return Optional.of(text.substring(start, at));
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\n' || c == '\t';
  }

  private static boolean isBracket(char c) {
    return c == '(' || c == ')' || c == '{' || c == '}';
  }

  private IllegalStateException broken() {
    return new IllegalStateException("not a tree of PostgreSQL, at character " + at);
  }
}
