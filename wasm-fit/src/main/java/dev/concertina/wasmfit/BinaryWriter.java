package dev.concertina.wasmfit;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes the numbers and strings of the binary format. */
final class BinaryWriter {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  BinaryWriter writeByte(int value) {
    out.write(value);
    return this;
  }

  /** In LEB128. */
  BinaryWriter writeUnsigned(int value) {
    int rest = value;
    while (rest >>> 7 != 0) {
      out.write((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    return writeByte(rest);
  }

  /** In signed LEB128, as constants are. */
  BinaryWriter writeSigned(int value) {
    int rest = value;
    while (rest >= 0x40 || rest < -0x40) {
      out.write((rest & 0x7f) | 0x80);
      rest >>= 7;
    }
    return writeByte(rest & 0x7f);
  }

  BinaryWriter writeBytes(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  /** Bytes behind their count. */
  BinaryWriter writeSized(byte[] bytes) {
    return writeUnsigned(bytes.length).writeBytes(bytes);
  }

  BinaryWriter writeName(String name) {
    return writeSized(name.getBytes(StandardCharsets.UTF_8));
  }

  byte[] toBytes() {
    return out.toByteArray();
  }
}
