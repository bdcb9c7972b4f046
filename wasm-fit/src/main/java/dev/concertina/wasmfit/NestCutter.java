package dev.concertina.wasmfit;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a nest into parts. What stays in the function is a loop that calls the part in which the
 * next piece is, until the target is outside of the nest.
 */
final class NestCutter {
  private final Module module;
  private final Slots slots;
  private final int budget;

  NestCutter(Module module, Slots slots, int budget) {
    this.module = module;
    this.slots = slots;
    this.budget = budget;
  }

  /** Adds the parts to the module; what is given is the function without them. */
  Function cut(Nest nest) {
    List<Part> parts = parts(nest);
    Codes codes = Codes.of(nest, parts);
    int firstPart = module.nextFunction();
    parts.forEach(part -> module.add(part.function(codes, slots)));
    Function function = nest.function();
    List<Integer> locals = new ArrayList<>(function.locals());
    locals.add(Op.I32);
    List<Instruction> body = new ArrayList<>(function.body().subList(0, nest.start()));
    body.addAll(loop(codes, firstPart, function.locals().size()));
    body.addAll(function.body().subList(nest.end() + 1, function.body().size()));
    return new Function(function.type(), locals, body);
  }

  private List<Part> parts(Nest nest) {
    List<Part> parts = new ArrayList<>();
    int first = 0;
    int weight = 0;
    for (int piece = 0; piece < nest.pieces().size(); piece++) {
      int next = nest.weight(piece);
      if (piece > first && (weight + next > budget || piece - first == Codes.MASK)) {
        parts.add(new Part(nest, first, piece - 1));
        first = piece;
        weight = 0;
      }
      weight += next;
    }
    parts.add(new Part(nest, first, nest.pieces().size() - 1));
    return parts;
  }

  /** The labels, from the innermost: the parts, the exits but "behind the nest", the loop, that. */
  private List<Instruction> loop(Codes codes, int firstPart, int state) {
    Nest nest = codes.nest();
    int parts = codes.parts().size();
    int behind = nest.pieces().size();
    List<Integer> exits = codes.exits().stream().filter(exit -> exit != behind).toList();
    Assembler out = new Assembler();
    out.constant(codes.of(0)).add(Op.LOCAL_SET, state);
    out.add(Instruction.ownBlock(Op.VOID)).loop();
    for (int i = 0; i < parts + exits.size(); i++) {
      out.add(Instruction.ownBlock(Op.VOID));
    }
    List<Integer> table = new ArrayList<>();
    for (int i = 0; i < parts; i++) {
      table.add(i);
    }
    int again = parts + exits.size();
    codes.exits().forEach(e -> table.add(e == behind ? again + 1 : parts + exits.indexOf(e)));
    out.add(Op.LOCAL_GET, state).constant(Codes.BITS).add(Op.I32_SHR_U).branchTable(table);
    for (int i = 0; i < parts; i++) {
      out.end();
      call(out, codes.parts().get(i), firstPart + i, state);
      out.branch(again - 1 - i);
    }
    for (int i = 0; i < exits.size(); i++) {
      out.end();
      int type = nest.typeOf(exits.get(i));
      if (type != Op.VOID) {
        out.add(Op.GLOBAL_GET, slots.forValue(type));
      }
      out.branch(exits.size() - 1 - i + 2 + nest.labelAround(exits.get(i)));
    }
    return out.end().end().instructions();
  }

  private void call(Assembler out, Part part, int function, int state) {
    part.used().forEach(local -> out.add(Op.LOCAL_GET, local));
    out.add(Op.LOCAL_GET, state).constant(Codes.MASK).add(Op.I32_AND).add(Op.CALL, function);
    out.add(Op.LOCAL_SET, state);
    List<Integer> variables = slots.forLocals(part.typesOf(part.written()));
    for (int i = 0; i < variables.size(); i++) {
      out.add(Op.GLOBAL_GET, variables.get(i)).add(Op.LOCAL_SET, part.written().get(i));
    }
  }
}
