package dev.concertina.cli.config;

import dev.concertina.change.MigrationException;
import dev.concertina.change.Origin;
import java.util.Optional;
import java.util.function.Function;

/**
 * A configured value and where it comes from.
 *
 * @param source for messages: {@code --schema}, {@code CONCERTINA_SCHEMA} or {@code schema}
 * @param origin the file and line, if it comes from a file
 */
record Setting(String text, String source, Optional<Origin> origin) {

  /**
   * The value in its type.
   *
   * @throws MigrationException with the code {@code bad-setting} if the reader refuses it
   */
  <T> T as(Function<String, T> reader) {
    try {
      return reader.apply(text);
    } catch (IllegalArgumentException e) {
      throw new MigrationException(
          "bad-setting", source + ": " + e.getMessage(), "correct " + source, origin);
    }
  }

  boolean asBoolean() {
    return as(
        value -> {
          if (!value.equals("true") && !value.equals("false")) {
            throw new IllegalArgumentException("\"" + value + "\" is neither true nor false");
          }
          return value.equals("true");
        });
  }
}
