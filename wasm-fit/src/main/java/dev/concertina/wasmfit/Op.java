package dev.concertina.wasmfit;

/**
 * The codes of the instructions that are looked at or written here.
 *
 * @see <a href="https://webassembly.github.io/spec/core/binary/instructions.html">the binary
 *     format</a>
 */
final class Op {
  static final int UNREACHABLE = 0x00;
  static final int BLOCK = 0x02;
  static final int LOOP = 0x03;
  static final int IF = 0x04;
  static final int ELSE = 0x05;
  static final int END = 0x0b;
  static final int BR = 0x0c;
  static final int BR_IF = 0x0d;
  static final int BR_TABLE = 0x0e;
  static final int RETURN = 0x0f;
  static final int CALL = 0x10;
  static final int CALL_INDIRECT = 0x11;
  static final int SELECT_TYPED = 0x1c;
  static final int LOCAL_GET = 0x20;
  static final int LOCAL_SET = 0x21;
  static final int LOCAL_TEE = 0x22;
  static final int GLOBAL_GET = 0x23;
  static final int GLOBAL_SET = 0x24;
  static final int FIRST_MEMORY = 0x28;
  static final int LAST_MEMORY = 0x3e;
  static final int I32_CONST = 0x41;
  static final int I32_AND = 0x71;
  static final int I32_SHR_U = 0x76;
  static final int LAST_NUMERIC = 0xc4;
  static final int REF_FUNC = 0xd2;
  static final int PREFIX = 0xfc;

  /** The type of a block that takes and leaves nothing. */
  static final int VOID = 0x40;

  static final int I32 = 0x7f;
  static final int I64 = 0x7e;
  static final int F32 = 0x7d;
  static final int F64 = 0x7c;

  private Op() {}
}
