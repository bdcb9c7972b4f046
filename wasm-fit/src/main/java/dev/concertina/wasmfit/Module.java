package dev.concertina.wasmfit;

import java.util.List;
import java.util.Map;

/**
 * A module. Its lists can grow at their ends, so that no index changes.
 *
 * @param sections every section as it was read, in the order of the file
 */
record Module(
    List<FunctionType> types,
    List<FunctionType> imported,
    List<Function> functions,
    List<byte[]> globals,
    List<Export> exports,
    Map<Integer, byte[]> sections) {

  /** Adds a function at the end. */
  void add(Function function) {
    if (!types.contains(function.type())) {
      types.add(function.type());
    }
    functions.add(function);
  }

  /** The index that the next function will have. */
  int nextFunction() {
    return imported.size() + functions.size();
  }

  /** Adds a variable of a numeric type, zero at first, and says its index. */
  int addGlobal(int valueType) {
    BinaryWriter global = new BinaryWriter().writeByte(valueType).writeByte(1);
    switch (valueType) {
      case Op.I32, Op.I64 -> global.writeByte(valueType == Op.I32 ? 0x41 : 0x42).writeByte(0);
      case Op.F32 -> global.writeByte(0x43).writeBytes(new byte[4]);
      case Op.F64 -> global.writeByte(0x44).writeBytes(new byte[8]);
      default -> throw new IllegalArgumentException("a variable of type " + valueType);
    }
    globals.add(global.writeByte(Op.END).toBytes());
    return globals.size() - 1;
  }
}
