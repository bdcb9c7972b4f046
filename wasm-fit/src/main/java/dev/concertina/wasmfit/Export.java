package dev.concertina.wasmfit;

/**
 * What a module shows to its host.
 *
 * @param kind 0 is a function
 */
record Export(String name, int kind, int index) {
  private static final int FUNCTION = 0;

  static Export read(BinaryReader in) {
    return new Export(in.readName(), in.readByte(), in.readUnsigned());
  }

  void writeTo(BinaryWriter out) {
    out.writeName(name).writeByte(kind).writeUnsigned(index);
  }

  boolean isFunction() {
    return kind == FUNCTION;
  }
}
