package dev.concertina.source.word;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonWriter;
import dev.concertina.source.fragment.Fragments;
import dev.concertina.source.yaml.YamlNode;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** All words of a migration in YAML. Immutable. */
public final class Vocabulary {

  private static final String CHANGES = "changes";

  private final List<Word> words;

  public Vocabulary() {
    this.words =
        Stream.of(
                ColumnWords.all(),
                ConstraintWords.all(),
                IndexWords.all(),
                MoveWords.all(),
                PartitionWords.all(),
                PropertyWords.all(),
                ReshapeWords.all(),
                TableWords.all(),
                List.of(SqlWord.word()))
            .flatMap(List::stream)
            .sorted(Comparator.comparing(Word::name))
            .toList();
  }

  /** The words' names in their order. */
  public List<String> names() {
    return words.stream().map(Word::name).toList();
  }

  /**
   * What the changes of a document say, in their order.
   *
   * @throws dev.concertina.change.MigrationException if something is not a word, or says what it
   *     cannot
   */
  public List<Spoken> read(YamlNode root, Place place, Fragments fragments) {
    YamlNode list = changes(root, place);
    if (!(list instanceof YamlNode.Items items) || items.items().isEmpty()) {
      throw place.under(CHANGES).wrongKind(list, "a list that is not empty");
    }
    List<Use> uses = items.items().stream().map(item -> use(item, place, fragments)).toList();
    return uses.stream().map(Use::spoken).toList();
  }

  private static YamlNode changes(YamlNode root, Place place) {
    if (!(root instanceof YamlNode.Mapping mapping)) {
      throw place.wrongKind(root, "a mapping with the key " + CHANGES);
    }
    for (YamlNode.Entry entry : mapping.entries()) {
      if (!entry.key().equals(CHANGES)) {
        throw place.unknown(entry.line(), entry.key(), List.of(CHANGES));
      }
    }
    return mapping.entries().stream()
        .map(YamlNode.Entry::value)
        .findFirst()
        .orElseThrow(
            () -> place.misfit(mapping.line(), "A migration needs changes.", "List them."));
  }

  private Use use(YamlNode item, Place place, Fragments fragments) {
    if (!(item instanceof YamlNode.Mapping mapping) || mapping.entries().isEmpty()) {
      throw place.under(CHANGES).wrongKind(item, "a list of mappings, each with one word");
    }
    List<YamlNode.Entry> entries = mapping.entries();
    if (entries.size() > 1) {
      throw place.misfit(
          entries.get(1).line(),
          "One item of changes holds "
              + entries.get(0).key()
              + " and "
              + entries.get(1).key()
              + ".",
          "Begin each change with a dash; what belongs to a change is indented below it.");
    }
    YamlNode.Entry entry = entries.get(0);
    Word word =
        words.stream()
            .filter(known -> known.name().equals(entry.key()))
            .findFirst()
            .orElseThrow(() -> place.under(CHANGES).unknown(entry.line(), entry.key(), names()));
    Place at = new Place(place.file(), word.name());
    word.form().check(entry.value(), at);
    List<YamlNode.Entry> fields = ((YamlNode.Mapping) entry.value()).entries();
    Given given = new Given(at, fragments, new YamlNode.Mapping(entry.line(), fields));
    return new Use(word, given, entry.line());
  }

  /** A word whose shape has been checked; all shapes are, before any SQL is read. */
  private record Use(Word word, Given given, int line) {
    Spoken spoken() {
      return Spoken.of(word.meaning().apply(given), given, line);
    }
  }

  /** The JSON Schema (draft 2020-12) by which editors complete and check a migration. */
  public String schema() {
    JsonObject properties = new JsonObject();
    for (Word word : words) {
      JsonObject form = word.form().schema();
      form.put("description", word.about());
      properties.put(word.name(), form);
    }
    JsonObject change = new JsonObject();
    change.put("type", "object");
    change.put("properties", properties);
    change.put("additionalProperties", false);
    change.put("minProperties", 1);
    change.put("maxProperties", 1);
    JsonObject changes = new JsonObject();
    changes.put("type", "array");
    changes.put("description", "The changes in their order, each under one word.");
    changes.put("minItems", 1);
    changes.put("items", change);
    JsonObject root = new JsonObject();
    root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    root.put("title", "Migration of Concertina");
    root.put("type", "object");
    root.put("properties", JsonObject.builder().value(CHANGES, changes).done());
    root.put("required", JsonArray.from(CHANGES));
    root.put("additionalProperties", false);
    return JsonWriter.indent("  ").string().value(root).done() + "\n";
  }
}
