package dev.concertina.journal;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import com.grack.nanojson.JsonWriter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** A JSON object whose values are texts: words of limits and what they are set to. */
final class Texts {

  private Texts() {}

  static String encode(Map<String, String> texts) {
    return JsonWriter.string(texts);
  }

  /** Reads what {@link #encode} wrote, in its order. */
  static Map<String, String> decode(String json) {
    try {
      Map<String, String> texts = new LinkedHashMap<>();
      JsonObject object = JsonParser.object().from(json);
      object.forEach((word, value) -> texts.put(word, String.valueOf(value)));
      return Collections.unmodifiableMap(texts);
    } catch (JsonParserException e) {
      throw new IllegalArgumentException("the journal's limits are not JSON: " + json, e);
    }
  }
}
