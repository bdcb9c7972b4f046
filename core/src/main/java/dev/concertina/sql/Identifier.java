package dev.concertina.sql;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The name of a column, table, schema or other object, exactly as the catalog stores it.
 *
 * <p>PostgreSQL cuts names at 63 bytes without an error (see "Lexical Structure" in its
 * documentation), so a longer name would silently be another one: it is refused here.
 *
 * @param value the name, unquoted, 1 to 63 bytes of UTF-8, without a zero character
 */
public record Identifier(String value) implements SqlPart, Comparable<Identifier> {

  /** Bytes that a name may have: NAMEDATALEN - 1. */
  public static final int MAX_BYTES = 63;

  private static final int HASH_DIGITS = 6;

  public Identifier {
    if (value.isEmpty() || value.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("a name must not be empty or contain a zero character");
    }
    if (bytes(value) > MAX_BYTES) {
      throw new IllegalArgumentException(
          "the name \"" + value + "\" is longer than " + MAX_BYTES + " bytes");
    }
  }

  /** The name quoted, whether or not PostgreSQL would need it. */
  @Override
  public String sql() {
    return '"' + value.replace("\"", "\"\"") + '"';
  }

  /**
   * A name made from this one that no other base and suffix share: {@code base_suffix_hash}, with
   * the base cut at a character boundary so that the whole fits {@link #MAX_BYTES}.
   *
   * @param suffix what the new object is for, short
   */
  public Identifier derived(String suffix) {
    return derived(suffix, "");
  }

  /** As {@link #derived(String)}, for names that are unique only together with a salt. */
  public Identifier derived(String suffix, String salt) {
    String tail = "_" + suffix + "_" + hash(salt + '\0' + value + '\0' + suffix);
    StringBuilder base = new StringBuilder(value);
    while (bytes(base.toString()) + bytes(tail) > MAX_BYTES) {
      base.setLength(base.offsetByCodePoints(base.length(), -1));
    }
    return new Identifier(base + tail);
  }

  /** Orders by the bytes of the name, as PostgreSQL orders triggers. */
  @Override
  public int compareTo(Identifier other) {
    return Arrays.compareUnsigned(
        value.getBytes(StandardCharsets.UTF_8), other.value.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return value;
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, HASH_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
