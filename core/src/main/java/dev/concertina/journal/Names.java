package dev.concertina.journal;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import dev.concertina.plan.LockMode;
import dev.concertina.plan.TableLock;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The small parts of a plan's JSON, and reading that does not let anything be missing. */
final class Names {

  private Names() {}

  static JsonObject encode(QualifiedName name) {
    JsonObject json = new JsonObject();
    json.put("schema", name.schema().value());
    json.put("name", name.name().value());
    return json;
  }

  static QualifiedName decode(JsonObject json) {
    return new QualifiedName(
        new Identifier(text(json, "schema")), new Identifier(text(json, "name")));
  }

  static JsonObject encode(TableLock lock) {
    JsonObject json = encode(lock.table());
    json.put("mode", lock.mode().name());
    return json;
  }

  static TableLock decodeLock(JsonObject json) {
    return new TableLock(decode(json), LockMode.valueOf(text(json, "mode")));
  }

  static JsonArray array(Stream<?> values) {
    return values.collect(Collectors.toCollection(JsonArray::new));
  }

  static String text(JsonObject json, String key) {
    String value = json.getString(key);
    if (value == null) {
      throw new IllegalArgumentException("the stored plan lacks \"" + key + "\" in " + json);
    }
    return value;
  }

  static JsonObject object(JsonObject json, String key) {
    JsonObject value = json.getObject(key);
    if (value == null) {
      throw new IllegalArgumentException("the stored plan lacks \"" + key + "\" in " + json);
    }
    return value;
  }

  static Stream<JsonObject> objects(JsonObject json, String key) {
    List<JsonObject> values = new ArrayList<>();
    for (Object value : list(json, key)) {
      values.add((JsonObject) value);
    }
    return values.stream();
  }

  static List<String> strings(JsonObject json, String key) {
    List<String> values = new ArrayList<>();
    for (Object value : list(json, key)) {
      values.add((String) value);
    }
    return values;
  }

  private static JsonArray list(JsonObject json, String key) {
    JsonArray value = json.getArray(key);
    if (value == null) {
      throw new IllegalArgumentException("the stored plan lacks \"" + key + "\" in " + json);
    }
    return value;
  }
}
