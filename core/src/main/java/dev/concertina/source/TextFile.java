package dev.concertina.source;

import dev.concertina.change.MigrationException;
import dev.concertina.change.Origin;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads text as UTF-8 and nothing else, without a byte order mark. */
final class TextFile {

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  /**
   * Bytes that a migration may have. The grammar takes minutes for the megabytes of a data dump,
   * and a change of schema is never that long.
   */
  static final int LONGEST = 512 * 1024;

  private TextFile() {}

  static String read(Path file) {
    try {
      try (InputStream in = Files.newInputStream(file)) {
        return decode(in.readNBytes(LONGEST + 1), file.toString());
      }
    } catch (IOException e) {
      throw unreadable(file.toString(), e);
    }
  }

  static String read(InputStream in, String file) {
    try {
      return decode(in.readNBytes(LONGEST + 1), file);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static String decode(byte[] bytes, String file) {
    if (bytes.length > LONGEST) {
      throw new MigrationException(
          "too-large",
          "The migration is larger than " + LONGEST / 1024 + " KiB.",
          "Keep data out of migrations: load them with COPY, or say in `up` how they come about.",
          new Origin(file, 1, ""));
    }
    ByteBuffer source = ByteBuffer.wrap(bytes);
    try {
      // A new decoder reports what it cannot decode; String's own constructor would replace it.
      String text = StandardCharsets.UTF_8.newDecoder().decode(source).toString();
      return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      MigrationException refused =
          new MigrationException(
              "not-utf8",
              "The file is not UTF-8, so its names and texts cannot be trusted.",
              "Save it as UTF-8.",
              new Origin(file, lineOf(source), ""));
      throw (MigrationException) refused.initCause(e);
    }
  }

  /** The line that the decoder stopped on. */
  private static int lineOf(ByteBuffer stopped) {
    int line = 1;
    for (int i = 0; i < stopped.position(); i++) {
      line += stopped.get(i) == '\n' ? 1 : 0;
    }
    return line;
  }

  private static MigrationException unreadable(String file, IOException cause) {
    String why = Reasons.of(cause);
    MigrationException refused =
        new MigrationException(
            "unreadable-file",
            "The migration cannot be read: " + why + ".",
            "Check the path and its permissions.",
            new Origin(file, 1, ""));
    return (MigrationException) refused.initCause(cause);
  }
}
