package dev.concertina.parser;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The positions of one text: PostgreSQL counts UTF-8 bytes (in trees and tokens) and code points
 * (in errors), callers count chars, lines and columns.
 *
 * <p>The text is handed to PostgreSQL behind an ASCII prefix. The prefix is never empty: a location
 * of zero is left out of the tree's JSON, and behind a prefix no location is zero.
 */
final class SourceMap {
  private final String text;
  private final int prefixLength;
  private final byte[] prefixedBytes;

  /** By byte of the bare text, the char it belongs to; null if every char is one byte. */
  private final int @Nullable [] charOfByte;

  SourceMap(String text, String prefix) {
    this.text = text;
    this.prefixLength = prefix.length();
    int nul = text.indexOf('\0');
    if (nul >= 0) {
      throw new SqlSyntaxException("the text holds a NUL character", this, nul);
    }
    this.prefixedBytes = encode(prefix + text);
    boolean singleBytes = prefixedBytes.length == prefixLength + text.length();
    this.charOfByte = singleBytes ? null : charOfByte(text, prefixedBytes.length - prefixLength);
  }

  /** What PostgreSQL is to read: the prefix and the text, in UTF-8. */
  byte[] bytes() {
    return prefixedBytes;
  }

  /** The char offset in the bare text of a byte offset in {@link #bytes()}. */
  int charOfByte(int prefixedByte) {
    int bareByte = Math.max(0, prefixedByte - prefixLength);
    int chars =
        charOfByte == null ? bareByte : charOfByte[Math.min(bareByte, charOfByte.length - 1)];
    return Math.min(chars, text.length());
  }

  /** The char offset in the bare text of a cursor as errors give it: code points from 1, or 0. */
  int charOfCursor(int cursor) {
    if (cursor <= 0) {
      return -1;
    }
    int codePoint = Math.max(0, cursor - 1 - prefixLength);
    return codePoint >= text.codePointCount(0, text.length())
        ? text.length()
        : text.offsetByCodePoints(0, codePoint);
  }

  int line(int offset) {
    return 1 + (int) text.substring(0, offset).chars().filter(c -> c == '\n').count();
  }

  int column(int offset) {
    int lineStart = offset == 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
    return 1 + text.codePointCount(lineStart, offset);
  }

  private byte[] encode(String prefixed) {
    try {
      ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(prefixed));
      byte[] bytes = new byte[encoded.remaining()];
      encoded.get(bytes);
      return bytes;
    } catch (CharacterCodingException e) {
      throw new SqlSyntaxException(
          "the text holds half of a surrogate pair", this, loneSurrogate());
    }
  }

  private int loneSurrogate() {
    int at = 0;
    while (at < text.length() && !isSurrogate(text.codePointAt(at))) {
      at += Character.charCount(text.codePointAt(at));
    }
    return at;
  }

  private static boolean isSurrogate(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }

  private static int[] charOfByte(String text, int byteCount) {
    int[] chars = new int[byteCount + 1];
    int at = 0;
    for (int c = 0; c < text.length(); c += Character.charCount(text.codePointAt(c))) {
      int next = at + utf8Length(text.codePointAt(c));
      Arrays.fill(chars, at, next, c);
      at = next;
    }
    chars[byteCount] = text.length();
    return chars;
  }

  private static int utf8Length(int codePoint) {
    if (codePoint < 0x80) {
      return 1;
    }
    if (codePoint < 0x800) {
      return 2;
    }
    return codePoint < 0x10000 ? 3 : 4;
  }
}
