package dev.concertina.wasmfit;

import java.util.ArrayList;
import java.util.List;

/** Reads instructions: those of WebAssembly 2.0, without vectors. */
final class InstructionReader {
  private final BinaryReader in;

  InstructionReader(BinaryReader in) {
    this.in = in;
  }

  /** All that follow, up to the end of the bytes. */
  List<Instruction> readAll() {
    List<Instruction> all = new ArrayList<>();
    while (in.hasMore()) {
      all.add(read());
    }
    return all;
  }

  private Instruction read() {
    int start = in.position();
    int code = in.readByte();
    return switch (code) {
      case Op.BR, Op.BR_IF -> Instruction.branch(code, List.of(in.readUnsigned()));
      case Op.BR_TABLE -> Instruction.branch(code, labels());
      case Op.BLOCK, Op.LOOP, Op.IF -> plain(start, code, blockType());
      case Op.CALL, Op.LOCAL_GET, Op.LOCAL_SET, Op.LOCAL_TEE, Op.REF_FUNC ->
          plain(start, code, in.readUnsigned());
      default -> {
        skipOperands(code);
        yield plain(start, code, 0);
      }
    };
  }

  private Instruction plain(int start, int code, int operand) {
    return new Instruction(code, operand, List.of(), in.slice(start, in.position()));
  }

  private List<Integer> labels() {
    int count = in.readUnsigned();
    List<Integer> labels = new ArrayList<>();
    for (int i = 0; i <= count; i++) {
      labels.add(in.readUnsigned());
    }
    return labels;
  }

  private int blockType() {
    int type = in.readByte();
    if (type < Op.VOID || type >= 0x80) {
      throw new IllegalArgumentException("a block of several results is not handled");
    }
    return type;
  }

  private void skipOperands(int code) {
    if ((code >= Op.FIRST_MEMORY && code <= Op.LAST_MEMORY) || code == Op.CALL_INDIRECT) {
      skipNumbers(2);
    } else if (code == Op.PREFIX) {
      skipNumbers(operandsBehindPrefix(in.readUnsigned()));
    } else if (code == Op.SELECT_TYPED) {
      in.skip(in.readUnsigned());
    } else if (code == 0x43 || code == 0x44) {
      in.skip(code == 0x43 ? 4 : 8);
    } else if (isFollowedByOneNumber(code)) {
      in.skipNumber();
    } else if (!standsAlone(code)) {
      throw new IllegalArgumentException("instruction 0x" + Integer.toHexString(code));
    }
  }

  private static boolean isFollowedByOneNumber(int code) {
    return (code >= Op.GLOBAL_GET && code < Op.FIRST_MEMORY)
        || (code >= 0x3f && code <= 0x42)
        || code == 0xd0;
  }

  private static boolean standsAlone(int code) {
    return code <= 0x01
        || code == Op.ELSE
        || code == Op.END
        || code == Op.RETURN
        || code == 0x1a
        || code == 0x1b
        || (code >= 0x45 && code <= Op.LAST_NUMERIC)
        || code == 0xd1;
  }

  private static int operandsBehindPrefix(int code) {
    if (code <= 7) {
      return 0;
    }
    return switch (code) {
      case 8, 10, 12, 14 -> 2;
      case 9, 11, 13, 15, 16, 17 -> 1;
      default -> throw new IllegalArgumentException("instruction 0xfc " + code);
    };
  }

  private void skipNumbers(int count) {
    for (int i = 0; i < count; i++) {
      in.skipNumber();
    }
  }
}
