package dev.concertina.source;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What tells whether a migration's text is still the one that was applied. */
public final class Checksum {

  private Checksum() {}

  /**
   * SHA-256 of the text in UTF-8, in hexadecimal. CRLF counts as LF, so that a checkout on another
   * system is the same migration.
   */
  public static String of(String text) {
    byte[] bytes = text.replace("\r\n", "\n").getBytes(StandardCharsets.UTF_8);
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
