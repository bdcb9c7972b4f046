package dev.concertina.wasmfit;

import java.util.List;

/** One instruction. */
final class Instruction {
  private final int code;
  private final int operand;
  private final List<Integer> labels;
  private final byte[] bytes;
  private final boolean own;

  /**
   * @param code its first byte
   * @param operand the number behind it where it is looked at: the type of a block, the index of a
   *     local or a function; otherwise 0
   * @param labels the targets of a branch, counted from the innermost block
   * @param bytes the instruction as it was read; empty for a branch, whose targets may change
   */
  Instruction(int code, int operand, List<Integer> labels, byte[] bytes) {
    this(code, operand, labels, bytes, false);
  }

  private Instruction(int code, int operand, List<Integer> labels, byte[] bytes, boolean own) {
    this.code = code;
    this.operand = operand;
    this.labels = List.copyOf(labels);
    this.bytes = bytes.clone();
    this.own = own;
  }

  int code() {
    return code;
  }

  int operand() {
    return operand;
  }

  List<Integer> labels() {
    return labels;
  }

  static Instruction of(int code) {
    return new Instruction(code, 0, List.of(), new byte[] {(byte) code});
  }

  static Instruction of(int code, int operand) {
    byte[] bytes = new BinaryWriter().writeByte(code).writeUnsigned(operand).toBytes();
    return new Instruction(code, operand, List.of(), bytes);
  }

  /** A block of what a cut has made, which is never cut again. */
  static Instruction ownBlock(int type) {
    byte[] bytes = {(byte) Op.BLOCK, (byte) type};
    return new Instruction(Op.BLOCK, type, List.of(), bytes, true);
  }

  static Instruction constant(int value) {
    byte[] bytes = new BinaryWriter().writeByte(Op.I32_CONST).writeSigned(value).toBytes();
    return new Instruction(Op.I32_CONST, 0, List.of(), bytes);
  }

  static Instruction branch(int code, List<Integer> labels) {
    return new Instruction(code, 0, labels, new byte[0]);
  }

  /** Whether a block begins with it. */
  boolean opens() {
    return code == Op.BLOCK || code == Op.LOOP || code == Op.IF;
  }

  /** Whether it is a block that takes and leaves nothing, as the compiler wrote it. */
  boolean isPlainBlock() {
    return code == Op.BLOCK && operand == Op.VOID && !own;
  }

  boolean isLocal() {
    return code >= Op.LOCAL_GET && code <= Op.LOCAL_TEE;
  }

  void writeTo(BinaryWriter out) {
    if (labels.isEmpty()) {
      out.writeBytes(bytes);
      return;
    }
    out.writeByte(code);
    if (code == Op.BR_TABLE) {
      out.writeUnsigned(labels.size() - 1);
    }
    labels.forEach(out::writeUnsigned);
  }

  /** About how many bytes it takes in a method of the JVM. */
  int weight() {
    if (code == Op.BR_TABLE) {
      return 12 + 4 * labels.size();
    }
    if (code >= Op.FIRST_MEMORY && code <= Op.LAST_MEMORY) {
      return 6;
    }
    return switch (code) {
      case Op.BLOCK, Op.LOOP, Op.END -> 0;
      case Op.LOCAL_GET, Op.LOCAL_SET, Op.LOCAL_TEE -> 2;
      case Op.IF, Op.BR_IF -> 7;
      case Op.CALL, Op.CALL_INDIRECT -> 9;
      case Op.GLOBAL_GET, Op.GLOBAL_SET -> 8;
      default -> 3;
    };
  }
}
