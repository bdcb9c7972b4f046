package dev.concertina.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.concertina.change.MigrationException;
import dev.concertina.parser.PostgresParser;
import dev.concertina.source.MigrationText;
import dev.concertina.source.word.Vocabulary;
import dev.concertina.source.yaml.YamlNode;
import dev.concertina.source.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The JSON Schema for editors says what the reader says. {@code -Dconcertina.golden.write=true}
 * writes it anew.
 */
class MigrationSchemaTest {

  private static final Pattern BLOCK = Pattern.compile("(?ms)^```yaml\\n(.*?)^```$");
  private static final long SEED = 20261121;
  private static final int MUTATIONS = 2000;

  private final Path root = Page.root();
  private final MigrationText reader = new MigrationText(new PostgresParser());
  private final JsonSchema schema =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
          .getSchema(new Vocabulary().schema());

  @Test
  void the_file_is_written_from_the_words() throws IOException {
    Path file = root.resolve("docs/migration.schema.json");
    String expected = new Vocabulary().schema();
    if (Boolean.getBoolean("concertina.golden.write")) {
      Files.writeString(file, expected);
    }
    assertThat(file).hasContent(expected);
  }

  @Test
  void every_example_is_valid() throws IOException {
    assertThat(documents())
        .hasSizeGreaterThan(30)
        .allSatisfy(document -> assertThat(schema.validate(document)).isEmpty());
  }

  @Test
  void schema_and_reader_agree_on_whatever_a_slip_may_make_of_an_example() throws IOException {
    List<JsonNode> documents = documents();
    Random random = new Random(SEED);
    int refused = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      JsonNode document = documents.get(random.nextInt(documents.size())).deepCopy();
      mutate(document, random);
      boolean valid = schema.validate(document).isEmpty();
      assertThat(isAccepted(document)).as("seed %d: %s", SEED, document).isEqualTo(valid);
      refused += valid ? 0 : 1;
    }
    assertThat(refused).isBetween(MUTATIONS / 4, MUTATIONS - MUTATIONS / 20);
  }

  /** Whether the shape is; SQL that is none is not the schema's business. */
  private boolean isAccepted(JsonNode document) {
    try {
      reader.of("V1__x.json", "V1__x.json", document.toString());
      return true;
    } catch (MigrationException e) {
      return !e.code().equals("yaml-shape");
    }
  }

  private static void mutate(JsonNode document, Random random) {
    List<JsonNode> places = new ArrayList<>();
    collect(document, places);
    JsonNode place = places.get(random.nextInt(places.size()));
    if (place instanceof ArrayNode list) {
      mutate(list, random);
    } else {
      mutate((ObjectNode) place, random);
    }
  }

  private static void collect(JsonNode node, List<JsonNode> places) {
    if (node.isContainerNode()) {
      places.add(node);
      node.forEach(child -> collect(child, places));
    }
  }

  private static void mutate(ArrayNode list, Random random) {
    switch (random.nextInt(3)) {
      case 0 -> list.removeAll();
      case 1 -> list.add(value(random));
      default -> list.set(0, value(random));
    }
  }

  private static void mutate(ObjectNode object, Random random) {
    List<String> keys = new ArrayList<>();
    object.fieldNames().forEachRemaining(keys::add);
    String key = keys.isEmpty() ? "none" : keys.get(random.nextInt(keys.size()));
    switch (random.nextInt(4)) {
      case 0 -> object.remove(key);
      case 1 -> object.set(key + "_", value(random));
      case 2 -> object.set(random.nextBoolean() ? "up" : "table", value(random));
      default -> object.set(key, value(random));
    }
  }

  private static JsonNode value(Random random) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    return switch (random.nextInt(7)) {
      case 0 -> json.textNode("");
      case 1 -> json.textNode("a");
      case 2 -> json.numberNode(random.nextInt(10));
      case 3 -> json.booleanNode(random.nextBoolean());
      case 4 -> json.nullNode();
      case 5 -> json.arrayNode().add("a");
      default -> json.objectNode().put("a", "b");
    };
  }

  private List<JsonNode> documents() throws IOException {
    List<String> texts = new ArrayList<>();
    try (Stream<Path> files = Files.walk(root.resolve("examples"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList()) {
        texts.add(Files.readString(file));
      }
    }
    BLOCK
        .matcher(Files.readString(root.resolve("docs/yaml.md")))
        .results()
        .forEach(block -> texts.add(block.group(1)));
    List<JsonNode> documents = new ArrayList<>();
    for (String text : texts) {
      documents.add(json(new YamlReader().read("example", text)));
    }
    return documents;
  }

  private static JsonNode json(YamlNode node) throws JsonProcessingException {
    JsonNodeFactory json = JsonNodeFactory.instance;
    if (node instanceof YamlNode.Mapping mapping) {
      ObjectNode object = json.objectNode();
      for (YamlNode.Entry entry : mapping.entries()) {
        object.set(entry.key(), json(entry.value()));
      }
      return object;
    }
    if (node instanceof YamlNode.Items list) {
      ArrayNode array = json.arrayNode();
      for (YamlNode item : list.items()) {
        array.add(json(item));
      }
      return array;
    }
    YamlNode.Scalar scalar = (YamlNode.Scalar) node;
    return scalar.kind() == YamlNode.Kind.TEXT
        ? json.textNode(scalar.text())
        : new ObjectMapper().readTree(scalar.text());
  }
}
