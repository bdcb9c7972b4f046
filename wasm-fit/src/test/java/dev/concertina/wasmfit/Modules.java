package dev.concertina.wasmfit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import run.endive.runtime.Instance;
import run.endive.wasm.Parser;

/** Small modules, and what they compute. */
final class Modules {
  static final int I32_ADD = 0x6a;
  static final int I32_MUL = 0x6c;
  private static final int I64_EXTEND = 0xad;
  private static final int I64_ADD = 0x7c;
  private static final int I32_WRAP = 0xa7;

  private Modules() {}

  /** A module whose only function, {@code run}, takes a number and gives one. */
  static Module ofOneFunction(List<Instruction> body) {
    FunctionType type = new FunctionType(List.of(Op.I32), List.of(Op.I32));
    Function function = new Function(type, List.of(Op.I32, Op.I32, Op.I64), body);
    return new Module(
        new ArrayList<>(List.of(type)),
        List.of(),
        new ArrayList<>(List.of(function)),
        new ArrayList<>(),
        new ArrayList<>(List.of(new Export("run", 0, 0))),
        new LinkedHashMap<>());
  }

  /** A function that is one switch; see {@link #switchOver}. */
  static List<Instruction> bigSwitch(int pieces) {
    return new Assembler()
        .addAll(switchOver(pieces))
        .add(Op.LOCAL_GET, 1)
        .add(Op.LOCAL_GET, 2)
        .add(I32_WRAP)
        .add(I32_ADD)
        .end()
        .instructions();
  }

  /**
   * A switch over the argument. Each piece changes both locals; then every fourth one falls
   * through, one leaves the switch, one returns a value, and one skips the next piece.
   */
  static List<Instruction> switchOver(int pieces) {
    Assembler out = new Assembler();
    for (int i = 0; i < pieces; i++) {
      out.block(Op.VOID);
    }
    out.add(Op.LOCAL_GET, 0).branchTable(pieces);
    for (int piece = 1; piece <= pieces; piece++) {
      out.end();
      if (piece < pieces) {
        step(out, piece, pieces);
      }
    }
    return out.instructions();
  }

  private static void step(Assembler out, int piece, int pieces) {
    out.add(Op.LOCAL_GET, 1).constant(31).add(I32_MUL).constant(piece).add(I32_ADD);
    out.add(Op.LOCAL_SET, 1);
    out.add(Op.LOCAL_GET, 2).add(Op.LOCAL_GET, 0).add(I64_EXTEND).add(I64_ADD);
    out.add(Op.LOCAL_SET, 2);
    int labels = pieces - piece;
    switch (piece % 4) {
      case 1 -> out.branch(labels - 1);
      case 2 -> out.constant(1_000 + piece).add(Op.RETURN);
      case 3 -> {
        out.block(Op.VOID).add(Op.LOCAL_GET, 0).constant(2).add(0x70);
        out.add(Instruction.branch(Op.BR_IF, List.of(Math.min(labels, 2)))).end();
      }
      default -> out.add(Op.LOCAL_GET, 1).constant(5).add(I32_ADD).add(Op.LOCAL_SET, 1);
    }
  }

  /** What {@code run} gives for each of the arguments, in the interpreter. */
  static List<Long> results(Module module, List<Integer> arguments) {
    Instance instance = Instance.builder(Parser.parse(WasmFile.write(module))).build();
    return arguments.stream().map(a -> instance.export("run").apply(a)[0]).toList();
  }
}
