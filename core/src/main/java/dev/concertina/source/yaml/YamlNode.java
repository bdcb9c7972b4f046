package dev.concertina.source.yaml;

import java.util.List;

/** A part of a YAML document. Immutable. */
public sealed interface YamlNode {

  /** The 1-based line on which it begins. */
  int line();

  /** The part in words: {@code a list}. */
  String words();

  /** What a scalar is, by the core schema of YAML 1.2. */
  enum Kind {
    TEXT("a text"),
    NUMBER("a number"),
    TRUTH("true or false"),
    NULL("empty");

    private final String words;

    Kind(String words) {
      this.words = words;
    }
  }

  /**
   * A scalar.
   *
   * @param textLine the 1-based line on which the first line of the text stands
   * @param text as it is written; what a number or null means is for the reader to know
   */
  record Scalar(int line, int textLine, String text, Kind kind) implements YamlNode {
    @Override
    public String words() {
      return kind.words;
    }
  }

  /** A list. */
  record Items(int line, List<YamlNode> items) implements YamlNode {
    public Items {
      items = List.copyOf(items);
    }

    @Override
    public String words() {
      return "a list";
    }
  }

  /** A mapping, in the order of the file; no key stands twice. */
  record Mapping(int line, List<Entry> entries) implements YamlNode {
    public Mapping {
      entries = List.copyOf(entries);
    }

    @Override
    public String words() {
      return "a mapping";
    }
  }

  /**
   * One key and its value.
   *
   * @param line the 1-based line of the key
   */
  record Entry(int line, String key, YamlNode value) {}
}
