package dev.concertina.cli.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import dev.concertina.change.MigrationException;
import dev.concertina.change.Origin;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Reads {@code concertina.toml}. */
final class ConfigFile {

  static final String DEFAULT_NAME = "concertina.toml";

  private final Path file;
  private final String text;

  private ConfigFile(Path file, String text) {
    this.file = file;
    this.text = text;
  }

  /**
   * The settings of a file.
   *
   * @throws MigrationException if the file cannot be read, is not TOML or has an unknown key
   */
  static Map<Key, Setting> read(Path file) {
    try {
      return new ConfigFile(file, Files.readString(file)).settings();
    } catch (NoSuchFileException e) {
      throw new MigrationException(
          "no-config",
          "the configuration file " + file + " does not exist",
          "correct --config, or leave it out: concertina.toml is read if it is there",
          Optional.empty());
    } catch (IOException e) {
      MigrationException unreadable =
          new MigrationException(
              "no-config",
              "the configuration file " + file + " cannot be read: " + why(e),
              "make it a readable text file in UTF-8",
              Optional.empty());
      unreadable.initCause(e);
      throw unreadable;
    }
  }

  private static String why(IOException e) {
    return e instanceof CharacterCodingException
        ? "it is not UTF-8"
        : String.valueOf(e.getMessage());
  }

  private Map<Key, Setting> settings() {
    Map<Key, Setting> settings = new EnumMap<>(Key.class);
    for (Map.Entry<String, JsonNode> field : parse().properties()) {
      String word = field.getKey();
      Origin origin = origin(word);
      Key key = Key.of(word).orElseThrow(() -> unknown(word, origin));
      if (!field.getValue().isValueNode()) {
        throw new MigrationException(
            "bad-setting", word + " must be one value", "write " + word + " = \"…\"", origin);
      }
      String value = field.getValue().asText();
      settings.put(
          key,
          new Setting(key == Key.MIGRATIONS ? beside(value) : value, word, Optional.of(origin)));
    }
    return settings;
  }

  private JsonNode parse() {
    try {
      return new TomlMapper().readTree(text);
    } catch (JsonProcessingException e) {
      int line = Optional.ofNullable(e.getLocation()).map(l -> l.getLineNr()).orElse(1);
      MigrationException bad =
          new MigrationException(
              "bad-config",
              "the configuration file is not TOML: " + e.getOriginalMessage(),
              "write one key = \"value\" on a line",
              new Origin(file.toString(), Math.max(line, 1), ""));
      bad.initCause(e);
      throw bad;
    }
  }

  /** A relative directory is meant relative to the file that names it. */
  private String beside(String directory) {
    return file.toAbsolutePath().normalize().resolveSibling(directory).toString();
  }

  private static MigrationException unknown(String word, Origin origin) {
    return new MigrationException(
        "unknown-key",
        "\"" + word + "\" is not a configuration key",
        "remove it, or use one of: " + String.join(", ", Key.words()),
        origin);
  }

  /** The line that sets the key, or opens the table of that name; the first line if none does. */
  private Origin origin(String word) {
    String[] lines = text.split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      String line = lines[i].strip().replace("\"", "").replace("[", "");
      if (line.startsWith(word)) {
        return new Origin(file.toString(), i + 1, "");
      }
    }
    return new Origin(file.toString(), 1, "");
  }
}
