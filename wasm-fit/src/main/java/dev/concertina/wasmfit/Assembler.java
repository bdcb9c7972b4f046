package dev.concertina.wasmfit;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Writes instructions one after the other. */
final class Assembler {
  private final List<Instruction> instructions = new ArrayList<>();

  Assembler add(Instruction instruction) {
    instructions.add(instruction);
    return this;
  }

  Assembler add(int code, int operand) {
    return add(Instruction.of(code, operand));
  }

  Assembler add(int code) {
    return add(Instruction.of(code));
  }

  Assembler addAll(List<Instruction> more) {
    instructions.addAll(more);
    return this;
  }

  Assembler block(int type) {
    return add(Op.BLOCK, type);
  }

  Assembler loop() {
    return add(Op.LOOP, Op.VOID);
  }

  Assembler end() {
    return add(Op.END);
  }

  Assembler constant(int value) {
    return add(Instruction.constant(value));
  }

  Assembler branch(int label) {
    return add(Instruction.branch(Op.BR, List.of(label)));
  }

  /** Goes to the label of the number on the stack, to the last one if the number is larger. */
  Assembler branchTable(int labels) {
    return branchTable(IntStream.range(0, labels).boxed().toList());
  }

  Assembler branchTable(List<Integer> labels) {
    List<Integer> all = new ArrayList<>(labels);
    all.add(labels.get(labels.size() - 1));
    return add(Instruction.branch(Op.BR_TABLE, all));
  }

  List<Instruction> instructions() {
    return instructions;
  }
}
