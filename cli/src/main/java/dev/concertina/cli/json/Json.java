package dev.concertina.cli.json;

import com.grack.nanojson.JsonWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * An object under construction whose fields keep their order. Not thread-safe.
 *
 * <p>A field that has no value is written as {@code null}, so that every object of a kind has the
 * same fields.
 */
public final class Json {

  private final Map<String, @Nullable Object> fields = new LinkedHashMap<>();

  /**
   * Adds a field, or replaces its value.
   *
   * @param value text, a number, a boolean, a {@code Json}, a list or an {@code Optional} of these;
   *     anything else is written as its {@code toString}
   */
  public Json put(String name, Object value) {
    fields.put(name, plain(value));
    return this;
  }

  /** Adds all fields of another object. */
  public Json putAll(Json other) {
    fields.putAll(other.fields);
    return this;
  }

  /** The object on one line. */
  @Override
  public String toString() {
    return JsonWriter.string(fields);
  }

  private static @Nullable Object plain(Object value) {
    if (value instanceof Json json) {
      return json.fields;
    }
    if (value instanceof List<?> list) {
      return list.stream().map(Json::plain).toList();
    }
    if (value instanceof Optional<?> optional) {
      return optional.isPresent() ? plain(optional.get()) : null;
    }
    if (value instanceof OptionalLong optional) {
      return optional.isPresent() ? (Object) optional.getAsLong() : null;
    }
    if (value instanceof OptionalDouble optional) {
      return optional.isPresent() ? (Object) optional.getAsDouble() : null;
    }
    return value instanceof Number || value instanceof Boolean ? value : value.toString();
  }
}
