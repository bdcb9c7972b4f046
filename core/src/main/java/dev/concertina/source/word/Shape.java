package dev.concertina.source.word;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import dev.concertina.change.MigrationException;
import dev.concertina.source.yaml.YamlNode;
import dev.concertina.source.yaml.YamlNode.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * What may stand in one place of a migration in YAML. The reader checks by it, and the JSON Schema
 * for editors is written from it, so that both say the same.
 */
public sealed interface Shape {

  /**
   * Looks whether a part fits.
   *
   * @throws MigrationException {@code yaml-shape} if it does not
   */
  void check(YamlNode node, Place place);

  /** The shape in JSON Schema (draft 2020-12). */
  JsonObject schema();

  /**
   * A text that is not empty.
   *
   * @param plain whether a number, true or false count as text: in SQL they are expressions
   */
  record Text(boolean plain) implements Shape {
    @Override
    public void check(YamlNode node, Place place) {
      boolean fits =
          node instanceof YamlNode.Scalar scalar
              && (plain ? scalar.kind() != Kind.NULL : scalar.kind() == Kind.TEXT)
              && !scalar.text().isEmpty();
      if (!fits) {
        throw place.wrongKind(node, "a text that is not empty");
      }
    }

    @Override
    public JsonObject schema() {
      JsonObject schema = new JsonObject();
      schema.put("type", plain ? JsonArray.from("string", "number", "boolean") : "string");
      schema.put("minLength", 1);
      return schema;
    }
  }

  /** One of some words. */
  record Choice(List<String> words) implements Shape {
    @Override
    public void check(YamlNode node, Place place) {
      if (!(node instanceof YamlNode.Scalar scalar)
          || scalar.kind() != Kind.TEXT
          || !words.contains(scalar.text())) {
        throw place.wrongKind(node, "one of: " + String.join(", ", words));
      }
    }

    @Override
    public JsonObject schema() {
      JsonObject schema = new JsonObject();
      schema.put("enum", new JsonArray(words));
      return schema;
    }
  }

  /** True or false. */
  record Flag() implements Shape {
    @Override
    public void check(YamlNode node, Place place) {
      if (!(node instanceof YamlNode.Scalar scalar) || scalar.kind() != Kind.TRUTH) {
        throw place.wrongKind(node, "true or false");
      }
    }

    @Override
    public JsonObject schema() {
      return type("boolean");
    }
  }

  /** A list of one part or more. */
  record ListOf(Shape part) implements Shape {
    @Override
    public void check(YamlNode node, Place place) {
      if (!(node instanceof YamlNode.Items list) || list.items().isEmpty()) {
        throw place.wrongKind(node, "a list that is not empty");
      }
      list.items().forEach(item -> part.check(item, place));
    }

    @Override
    public JsonObject schema() {
      JsonObject schema = type("array");
      schema.put("minItems", 1);
      schema.put("items", part.schema());
      return schema;
    }
  }

  /** A mapping from names of the author's to parts of one shape. */
  record MapOf(Shape part) implements Shape {
    @Override
    public void check(YamlNode node, Place place) {
      if (!(node instanceof YamlNode.Mapping mapping) || mapping.entries().isEmpty()) {
        throw place.wrongKind(node, "a mapping that is not empty");
      }
      mapping.entries().forEach(entry -> part.check(entry.value(), place.under(entry.key())));
    }

    @Override
    public JsonObject schema() {
      JsonObject schema = type("object");
      schema.put("minProperties", 1);
      schema.put("additionalProperties", part.schema());
      return schema;
    }
  }

  /** A text, or a form that says more. */
  record TextOr(Form form) implements Shape {
    @Override
    public void check(YamlNode node, Place place) {
      if (node instanceof YamlNode.Mapping) {
        form.check(node, place);
      } else {
        new Text(false).check(node, place);
      }
    }

    @Override
    public JsonObject schema() {
      JsonObject schema = new JsonObject();
      schema.put("anyOf", JsonArray.from(new Text(false).schema(), form.schema()));
      return schema;
    }
  }

  /** A part that may be null. */
  record OrNull(Shape part) implements Shape {
    @Override
    public void check(YamlNode node, Place place) {
      if (!(node instanceof YamlNode.Scalar scalar) || scalar.kind() != Kind.NULL) {
        part.check(node, place);
      }
    }

    @Override
    public JsonObject schema() {
      JsonObject schema = new JsonObject();
      schema.put("anyOf", JsonArray.from(part.schema(), type("null")));
      return schema;
    }
  }

  /** A mapping with known keys. */
  record Form(List<Field> fields) implements Shape {
    public Form {
      fields = List.copyOf(fields);
    }

    @Override
    public void check(YamlNode node, Place place) {
      if (!(node instanceof YamlNode.Mapping mapping)) {
        throw place.wrongKind(node, "a mapping of " + String.join(", ", keys()));
      }
      for (YamlNode.Entry entry : mapping.entries()) {
        fields.stream()
            .filter(field -> field.key().equals(entry.key()))
            .findFirst()
            .orElseThrow(() -> place.unknown(entry.line(), entry.key(), keys()))
            .shape()
            .check(entry.value(), place.under(entry.key()));
      }
      for (Field field : fields) {
        if (field.required() && mapping.entries().stream().noneMatch(is(field))) {
          throw place.misfit(
              mapping.line(), place.words() + " needs " + field.key() + ".", field.about());
        }
      }
    }

    private static Predicate<YamlNode.Entry> is(Field field) {
      return entry -> entry.key().equals(field.key());
    }

    List<String> keys() {
      return fields.stream().map(Field::key).toList();
    }

    @Override
    public JsonObject schema() {
      JsonObject properties = new JsonObject();
      List<String> required = new ArrayList<>();
      for (Field field : fields) {
        JsonObject property = field.shape().schema();
        property.put("description", field.about());
        properties.put(field.key(), property);
        if (field.required()) {
          required.add(field.key());
        }
      }
      JsonObject schema = type("object");
      schema.put("properties", properties);
      schema.put("required", new JsonArray(required));
      schema.put("additionalProperties", false);
      return schema;
    }
  }

  private static JsonObject type(String name) {
    JsonObject schema = new JsonObject();
    schema.put("type", name);
    return schema;
  }
}
