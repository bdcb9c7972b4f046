package dev.concertina.wasmfit;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads the numbers and strings of the binary format, from a position to the end. */
final class BinaryReader {
  private final byte[] bytes;
  private int position;

  BinaryReader(byte[] bytes) {
    this.bytes = bytes;
  }

  boolean hasMore() {
    return position < bytes.length;
  }

  int position() {
    return position;
  }

  int readByte() {
    return bytes[position++] & 0xff;
  }

  /** An unsigned number of at most 32 bits, in LEB128. */
  int readUnsigned() {
    int value = 0;
    int shift = 0;
    int next;
    do {
      next = readByte();
      value |= (next & 0x7f) << shift;
      shift += 7;
    } while (next >= 0x80);
    return value;
  }

  /** Passes over a number in LEB128, signed or not. */
  void skipNumber() {
    while (readByte() >= 0x80) {
      // The last byte is the one below 0x80.
    }
  }

  byte[] readBytes(int count) {
    byte[] read = slice(position, position + count);
    position += count;
    return read;
  }

  String readName() {
    return new String(readBytes(readUnsigned()), StandardCharsets.UTF_8);
  }

  byte[] slice(int from, int to) {
    return Arrays.copyOfRange(bytes, from, to);
  }

  void skip(int count) {
    position += count;
  }
}
