package dev.concertina.lint.text;

import dev.concertina.change.MigrationException;
import dev.concertina.change.Origin;
import dev.concertina.source.Reasons;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads a file that is only judged, so what is not UTF-8 in it does no harm: a byte that cannot be
 * decoded becomes a replacement character. Byte order marks of UTF-8 and UTF-16 are understood.
 */
public final class MigrationBytes {

  /** Larger files are dumps with data or no migrations at all. */
  public static final int LONGEST = 32 * 1024 * 1024;

  private static final int SNIFFED = 64 * 1024;

  private MigrationBytes() {}

  /**
   * The text of a file.
   *
   * @param name what messages name
   * @throws MigrationException if it cannot be read, is too large, or is no text
   */
  public static String read(Path file, String name) {
    try (InputStream in = Files.newInputStream(file)) {
      return read(in, name);
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  /**
   * The text of a stream, read to its end.
   *
   * @throws MigrationException as {@link #read(Path, String)}
   */
  public static String read(InputStream in, String name) {
    try {
      byte[] bytes = in.readNBytes(LONGEST + 1);
      if (bytes.length > LONGEST) {
        throw refused(
            "too-large",
            "The file is larger than " + LONGEST / 1024 / 1024 + " MiB.",
            "Judge a dump of the schema without its data.",
            name);
      }
      String text = decode(bytes);
      if (text.indexOf('\0') >= 0) {
        throw refused(
            "not-text",
            "The file has zero bytes, so it is no text.",
            "Name the files to judge, or move this one out of the directory.",
            name);
      }
      return text;
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  /** The beginning of a file, to see what it is; nothing if it cannot be read. */
  public static String beginning(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return decode(in.readNBytes(SNIFFED));
    } catch (IOException e) {
      return "";
    }
  }

  private static String decode(byte[] bytes) {
    Charset charset = charset(bytes);
    String text = new String(bytes, charset);
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private static Charset charset(byte[] bytes) {
    if (bytes.length >= 2 && bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF) {
      return StandardCharsets.UTF_16BE;
    }
    return bytes.length >= 2 && bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE
        ? StandardCharsets.UTF_16LE
        : StandardCharsets.UTF_8;
  }

  private static MigrationException unreadable(String name, IOException e) {
    MigrationException refused =
        refused(
            "unreadable-file",
            "The file cannot be read: " + Reasons.of(e) + ".",
            "Check the path and its permissions.",
            name);
    return (MigrationException) refused.initCause(e);
  }

  private static MigrationException refused(String code, String what, String next, String name) {
    return new MigrationException(code, what, next, new Origin(name, 1, ""));
  }
}
