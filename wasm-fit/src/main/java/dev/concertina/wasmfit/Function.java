package dev.concertina.wasmfit;

import java.util.ArrayList;
import java.util.List;

/**
 * A function with a body.
 *
 * @param locals the types of its parameters, then those of its own locals
 * @param body its instructions, up to and with the last {@code end}
 */
record Function(FunctionType type, List<Integer> locals, List<Instruction> body) {
  private static final int MOST_LOCALS = 50_000;

  static Function read(FunctionType type, byte[] code) {
    BinaryReader in = new BinaryReader(code);
    List<Integer> locals = new ArrayList<>(type.parameters());
    int groups = in.readUnsigned();
    for (int i = 0; i < groups; i++) {
      int count = in.readUnsigned();
      int valueType = in.readByte();
      if (locals.size() + count > MOST_LOCALS) {
        throw new IllegalArgumentException("too many locals");
      }
      for (int j = 0; j < count; j++) {
        locals.add(valueType);
      }
    }
    return new Function(type, locals, new InstructionReader(in).readAll());
  }

  byte[] code() {
    BinaryWriter out = new BinaryWriter();
    List<Integer> own = locals.subList(type.parameters().size(), locals.size());
    out.writeUnsigned(own.size());
    own.forEach(local -> out.writeUnsigned(1).writeByte(local));
    body.forEach(instruction -> instruction.writeTo(out));
    return out.toBytes();
  }

  /** About how many bytes it takes as a method of the JVM. */
  int weight() {
    return body.stream().mapToInt(Instruction::weight).sum();
  }

  /** The same function, without what it does: for one that nobody calls. */
  Function emptied() {
    return new Function(
        type, type.parameters(), List.of(Instruction.of(Op.UNREACHABLE), Instruction.of(Op.END)));
  }
}
