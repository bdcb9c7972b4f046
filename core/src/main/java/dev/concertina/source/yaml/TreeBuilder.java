package dev.concertina.source.yaml;

import dev.concertina.change.MigrationException;
import dev.concertina.change.Origin;
import dev.concertina.source.yaml.YamlNode.Entry;
import dev.concertina.source.yaml.YamlNode.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;

/** Makes a tree of a parser's events, within limits. For one document and one thread. */
final class TreeBuilder {

  /** Far more than any migration nests; the tree is walked by recursion. */
  private static final int DEEPEST = 32;

  /** Parts of a document; a text of the size that is read at all can hold more. */
  private static final int MOST = 50_000;

  /** "Tag Resolution" of the core schema (10.3.2) in YAML's specification. */
  private static final Pattern NULL = Pattern.compile("~|null|Null|NULL|");

  private static final Pattern TRUTH = Pattern.compile("true|True|TRUE|false|False|FALSE");
  private static final Pattern NUMBER =
      Pattern.compile(
          "[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+"
              + "|[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?"
              + "|[-+]?(\\.inf|\\.Inf|\\.INF)|\\.nan|\\.NaN|\\.NAN");

  private final String file;
  private final Iterator<Event> events;
  private int parts;

  TreeBuilder(String file, Iterator<Event> events) {
    this.file = file;
    this.events = events;
  }

  YamlNode document() {
    skip(Event.ID.StreamStart);
    Event start = events.next();
    if (start.getEventId() == Event.ID.StreamEnd) {
      throw refused("The file holds no data", "Write what the migration changes.", 1);
    }
    YamlNode root = node(events.next(), 0);
    skip(Event.ID.DocumentEnd);
    Event end = events.next();
    if (end.getEventId() != Event.ID.StreamEnd) {
      throw refused(
          "The file holds a second document",
          "Keep one migration in a file; take the line --- out.",
          line(end));
    }
    return root;
  }

  private void skip(Event.ID expected) {
    Event event = events.next();
    if (event.getEventId() != expected) {
      throw new IllegalStateException("expected " + expected + ", but the parser gave " + event);
    }
  }

  private YamlNode node(Event event, int depth) {
    refuseExcess(event, depth);
    if (event.getEventId() == Event.ID.Alias) {
      throw refused("It refers to an anchor", "Write the part out.", line(event));
    }
    if (((NodeEvent) event).getAnchor().isPresent()) {
      throw refused("It sets an anchor", "Take the & and its name out.", line(event));
    }
    if (event instanceof ScalarEvent scalar) {
      return scalar(scalar);
    }
    if (((CollectionStartEvent) event).getTag().isPresent()) {
      throw tagged(event);
    }
    return event.getEventId() == Event.ID.SequenceStart
        ? items(event, depth)
        : mapping(event, depth);
  }

  private void refuseExcess(Event event, int depth) {
    if (depth > DEEPEST) {
      throw refused(
          "It is nested deeper than " + DEEPEST + " levels", "Write it flatter.", line(event));
    }
    if (++parts > MOST) {
      throw refused(
          "It has more than " + MOST + " parts", "Split it into several files.", line(event));
    }
  }

  private YamlNode.Scalar scalar(ScalarEvent event) {
    if (event.getTag().isPresent()) {
      throw tagged(event);
    }
    ScalarStyle style = event.getScalarStyle();
    boolean block = style == ScalarStyle.LITERAL || style == ScalarStyle.FOLDED;
    Kind kind = style == ScalarStyle.PLAIN ? kind(event.getValue()) : Kind.TEXT;
    return new YamlNode.Scalar(line(event), line(event) + (block ? 1 : 0), event.getValue(), kind);
  }

  private static Kind kind(String plain) {
    if (NULL.matcher(plain).matches()) {
      return Kind.NULL;
    }
    if (TRUTH.matcher(plain).matches()) {
      return Kind.TRUTH;
    }
    return NUMBER.matcher(plain).matches() ? Kind.NUMBER : Kind.TEXT;
  }

  private YamlNode items(Event start, int depth) {
    List<YamlNode> items = new ArrayList<>();
    Event next = events.next();
    while (next.getEventId() != Event.ID.SequenceEnd) {
      items.add(node(next, depth + 1));
      next = events.next();
    }
    return new YamlNode.Items(line(start), items);
  }

  private YamlNode mapping(Event start, int depth) {
    List<Entry> entries = new ArrayList<>();
    Map<String, Integer> seen = new HashMap<>();
    Event next = events.next();
    while (next.getEventId() != Event.ID.MappingEnd) {
      Entry entry = entry(next, depth);
      Integer earlier = seen.putIfAbsent(entry.key(), entry.line());
      if (earlier != null) {
        throw refused(
            "The key " + entry.key() + " stands twice in one mapping, first on line " + earlier,
            "Keep one of them.",
            entry.line());
      }
      entries.add(entry);
      next = events.next();
    }
    return new YamlNode.Mapping(line(start), entries);
  }

  private Entry entry(Event event, int depth) {
    if (node(event, depth + 1) instanceof YamlNode.Scalar key) {
      return new Entry(key.line(), key.text(), node(events.next(), depth + 1));
    }
    throw refused("A key is a list or a mapping", "Use a plain word as the key.", line(event));
  }

  private MigrationException tagged(Event event) {
    return refused("It has a tag", "Take the ! and its name out.", line(event));
  }

  private static int line(Event event) {
    return event.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
  }

  private MigrationException refused(String what, String hint, int line) {
    return new MigrationException("yaml-refused", what + ".", hint, new Origin(file, line, ""));
  }
}
