package dev.concertina.wasmfit;

import java.util.List;
import java.util.stream.IntStream;

/** What a function takes and gives, as the codes of value types. */
record FunctionType(List<Integer> parameters, List<Integer> results) {
  private static final int CODE = 0x60;

  static FunctionType read(BinaryReader in) {
    if (in.readByte() != CODE) {
      throw new IllegalArgumentException("a type that is not a function's");
    }
    return new FunctionType(readList(in), readList(in));
  }

  private static List<Integer> readList(BinaryReader in) {
    byte[] types = in.readBytes(in.readUnsigned());
    return IntStream.range(0, types.length).mapToObj(i -> types[i] & 0xff).toList();
  }

  void writeTo(BinaryWriter out) {
    out.writeByte(CODE);
    for (List<Integer> list : List.of(parameters, results)) {
      out.writeUnsigned(list.size());
      list.forEach(out::writeByte);
    }
  }

  /** The type of a block around the function's whole body. */
  int asBlockType() {
    return results.isEmpty() ? Op.VOID : results.get(0);
  }
}
