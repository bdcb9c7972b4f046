package dev.concertina.lint.liquibase;

import dev.concertina.change.MigrationException;
import dev.concertina.change.Origin;
import dev.concertina.lint.liquibase.Element.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** A changelog in YAML, or in JSON, which is YAML too. */
final class YamlChangelog {

  private static final int DEEPEST = 100;

  /** Lists that are no part of what they stand in. */
  private static final Set<String> APART = Set.of("rollback", "preConditions", "modifySql");

  /** Aliases let a short text stand for more than any memory holds. */
  private static final int MOST_ELEMENTS = 1_000_000;

  private int elements;

  private YamlChangelog() {}

  /**
   * The root of a changelog.
   *
   * @throws MigrationException if the text is no YAML
   */
  static Element read(String text, String name) {
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel(name)
            .setAllowDuplicateKeys(true)
            .setCodePointLimit(Integer.MAX_VALUE)
            .build();
    try {
      Optional<Node> root = new Compose(settings).composeString(text);
      return root.map(node -> new YamlChangelog().element("", node, 1, DEEPEST))
          .filter(top -> !top.children().isEmpty())
          .orElseThrow(() -> refused("it has no databaseChangeLog", name, 1));
    } catch (StackOverflowError e) {
      throw (MigrationException) refused("it is nested too deeply", name, 1).initCause(e);
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
      throw (MigrationException) refused(e.getProblem(), name, line).initCause(e);
    } catch (YamlEngineException e) {
      throw (MigrationException) refused(String.valueOf(e.getMessage()), name, 1).initCause(e);
    }
  }

  private Element element(String name, Node node, int line, int depth) {
    elements++;
    if (elements > MOST_ELEMENTS) {
      throw new YamlEngineException("it has more than " + MOST_ELEMENTS + " elements");
    }
    if (depth == 0) {
      throw new YamlEngineException("it is nested too deeply");
    }
    Map<String, Value> attributes = new LinkedHashMap<>();
    List<Element> children = new ArrayList<>();
    Value text = new Value("", line);
    if (node instanceof ScalarNode scalar) {
      text = value(scalar);
    } else if (node instanceof SequenceNode sequence) {
      sequence.getValue().forEach(item -> children.add(item(name, item, depth)));
    } else if (node instanceof MappingNode mapping) {
      for (NodeTuple entry : mapping.getValue()) {
        entry(entry, attributes, children, depth);
      }
    }
    return new Element(name, attributes, children, text, line);
  }

  private void entry(
      NodeTuple entry, Map<String, Value> attributes, List<Element> children, int depth) {
    String key = entry.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
    Node node = entry.getValueNode();
    if (node instanceof ScalarNode scalar) {
      attributes.put(key, value(scalar));
    } else if (node instanceof SequenceNode sequence && !APART.contains(key)) {
      sequence.getValue().forEach(item -> children.add(item(key, item, depth)));
    } else {
      children.add(element(key, node, lineOf(entry.getKeyNode()), depth - 1));
    }
  }

  /** {@code - column: {…}} is a column; an item without a name has that of its list. */
  private Element item(String list, Node item, int depth) {
    boolean named =
        item instanceof MappingNode mapping
            && mapping.getValue().size() == 1
            && mapping.getValue().get(0).getKeyNode() instanceof ScalarNode;
    if (!named) {
      return element(list, item, lineOf(item), depth - 1);
    }
    NodeTuple only = ((MappingNode) item).getValue().get(0);
    String name = ((ScalarNode) only.getKeyNode()).getValue();
    return element(name, only.getValueNode(), lineOf(only.getKeyNode()), depth - 1);
  }

  private static Value value(ScalarNode scalar) {
    boolean block =
        scalar.getScalarStyle() == ScalarStyle.LITERAL
            || scalar.getScalarStyle() == ScalarStyle.FOLDED;
    return new Value(scalar.getValue(), lineOf(scalar) + (block ? 1 : 0));
  }

  private static int lineOf(Node node) {
    return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
  }

  private static MigrationException refused(String why, String name, int line) {
    return new MigrationException(
        "changelog",
        "The changelog cannot be read: " + why + ".",
        "Correct it, or move it out of the directory.",
        new Origin(name, line, ""));
  }
}
