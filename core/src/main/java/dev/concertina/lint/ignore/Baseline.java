package dev.concertina.lint.ignore;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import com.grack.nanojson.JsonWriter;
import dev.concertina.change.MigrationException;
import dev.concertina.change.Origin;
import dev.concertina.lint.text.MigrationBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A file of findings that are accepted, each with its reason. Immutable.
 *
 * @param file where it is
 * @param entries in the order of the file
 */
public record Baseline(Path file, List<Entry> entries) {

  private static final int VERSION = 1;

  public Baseline {
    entries = List.copyOf(entries);
  }

  /**
   * One finding that is accepted.
   *
   * @param fingerprint tells the finding; the other fields are for people
   * @param line of the entry in the baseline file
   */
  public record Entry(
      String fingerprint,
      String rule,
      String axis,
      String file,
      String statement,
      String because,
      int line) {

    private String json() {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("rule", rule);
      fields.put("axis", axis);
      fields.put("file", file);
      fields.put("statement", statement);
      fields.put("because", because);
      fields.put("fingerprint", fingerprint);
      return JsonWriter.string(fields);
    }
  }

  /** Without entries: nothing is accepted. */
  public static Baseline empty(Path file) {
    return new Baseline(file, List.of());
  }

  /**
   * Reads a file that {@link #write} has written; the reasons may have been edited.
   *
   * @throws MigrationException if it is no such file, or an entry lacks its rule or its reason
   */
  public static Baseline read(Path file) {
    String text = MigrationBytes.read(file, file.toString());
    try {
      JsonObject json = JsonParser.object().from(text);
      if (json.getInt("version") != VERSION) {
        throw refused(file, 1, "it is not of version " + VERSION);
      }
      List<Entry> entries = new ArrayList<>();
      for (Object each : json.getArray("accepted", new JsonArray())) {
        entries.add(entry(file, each, text));
      }
      return new Baseline(file, entries);
    } catch (JsonParserException e) {
      throw (MigrationException)
          refused(file, Math.max(1, e.getLinePosition()), String.valueOf(e.getMessage()))
              .initCause(e);
    }
  }

  private static Entry entry(Path file, Object each, String text) {
    JsonObject json = each instanceof JsonObject object ? object : new JsonObject();
    String fingerprint = json.getString("fingerprint", "");
    int at = text.indexOf('"' + fingerprint + '"');
    int line = 1 + (int) text.substring(0, Math.max(0, at)).chars().filter(c -> c == '\n').count();
    if (fingerprint.isBlank() || json.getString("rule", "").isBlank()) {
      throw refused(file, line, "an entry has no rule or no fingerprint");
    }
    if (json.getString("because", "").isBlank()) {
      throw refused(file, line, "an entry has no reason (\"because\")");
    }
    return new Entry(
        fingerprint,
        json.getString("rule"),
        json.getString("axis", ""),
        json.getString("file", ""),
        json.getString("statement", ""),
        json.getString("because"),
        line);
  }

  /** The entry of a finding. */
  public Optional<Entry> of(String fingerprint) {
    return entries.stream().filter(entry -> entry.fingerprint().equals(fingerprint)).findFirst();
  }

  /**
   * Writes the file anew, an entry on each line.
   *
   * @throws MigrationException if it cannot be written
   */
  public void write() {
    String text =
        entries.stream()
            .map(entry -> "    " + entry.json())
            .collect(
                Collectors.joining(
                    ",\n",
                    "{\n  \"version\": " + VERSION + ",\n  \"accepted\": [\n",
                    "\n  ]\n}\n"));
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      MigrationException refused =
          new MigrationException(
              "unwritable-file",
              "The baseline cannot be written: " + e.getMessage() + ".",
              "Check the path and its permissions.",
              new Origin(file.toString(), 1, ""));
      throw (MigrationException) refused.initCause(e);
    }
  }

  private static MigrationException refused(Path file, int line, String why) {
    return new MigrationException(
        "baseline",
        "The baseline cannot be used: " + why + ".",
        "Correct it, or write it anew with --write-baseline.",
        new Origin(file.toString(), line, ""));
  }
}
