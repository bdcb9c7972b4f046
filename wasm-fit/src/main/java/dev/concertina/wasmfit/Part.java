package dev.concertina.wasmfit;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Some pieces of a nest, one after the other, as a function of its own. It takes the locals that
 * they use and the piece to begin with, and gives the code of the target that they went to.
 */
final class Part {
  private final Nest nest;
  private final int first;
  private final int last;
  private final List<Integer> used;
  private final List<Integer> written;
  private final List<Integer> targets;

  Part(Nest nest, int first, int last) {
    this.nest = nest;
    this.first = first;
    this.last = last;
    this.used = locals(false);
    this.written = locals(true);
    this.targets = List.copyOf(outerTargets());
  }

  int first() {
    return first;
  }

  boolean holds(int piece) {
    return piece >= first && piece <= last;
  }

  /** The locals of the function that it takes, in the order of its parameters. */
  List<Integer> used() {
    return used;
  }

  /** The locals of the function that it may change. */
  List<Integer> written() {
    return written;
  }

  /** Where it may go to: pieces of other parts, and targets outside of the nest. */
  List<Integer> targets() {
    return targets;
  }

  List<Integer> typesOf(List<Integer> locals) {
    return locals.stream().map(nest.function().locals()::get).toList();
  }

  Function function(Codes codes, Slots slots) {
    List<Integer> parameters = new ArrayList<>(typesOf(used));
    parameters.add(Op.I32);
    FunctionType type = new FunctionType(parameters, List.of(Op.I32));
    List<Integer> locals = new ArrayList<>(parameters);
    locals.add(Op.I32);
    return new Function(type, locals, body(codes, slots));
  }

  private List<Instruction> body(Codes codes, Slots slots) {
    int entry = used.size();
    int code = entry + 1;
    Assembler out = new Assembler();
    out.add(Instruction.ownBlock(Op.VOID));
    for (int i = targets.size() - 1; i >= 0; i--) {
      out.add(Instruction.ownBlock(nest.typeOf(targets.get(i))));
    }
    pieces(out, entry);
    for (int i = 0; i < targets.size(); i++) {
      int target = targets.get(i);
      out.end();
      if (nest.typeOf(target) != Op.VOID) {
        out.add(Op.GLOBAL_SET, slots.forValue(nest.typeOf(target)));
      }
      out.constant(codes.of(target)).add(Op.LOCAL_SET, code).branch(targets.size() - 1 - i);
    }
    out.end();
    List<Integer> variables = slots.forLocals(typesOf(written));
    for (int i = 0; i < written.size(); i++) {
      out.add(Op.LOCAL_GET, used.indexOf(written.get(i))).add(Op.GLOBAL_SET, variables.get(i));
    }
    return out.add(Op.LOCAL_GET, code).end().instructions();
  }

  private void pieces(Assembler out, int entry) {
    int count = last - first + 1;
    for (int i = 0; i < count; i++) {
      out.add(Instruction.ownBlock(Op.VOID));
    }
    out.add(Op.LOCAL_GET, entry).branchTable(count);
    for (int piece = first; piece <= last; piece++) {
      out.end();
      piece(out, piece);
    }
    out.branch(label(last, last + 1));
  }

  private void piece(Assembler out, int piece) {
    int depth = 0;
    for (Instruction i : nest.instructions(piece)) {
      if (i.opens()) {
        depth++;
      } else if (i.code() == Op.END) {
        depth--;
      }
      out.add(moved(i, piece, depth));
    }
  }

  private Instruction moved(Instruction i, int piece, int depth) {
    if (i.isLocal()) {
      return Instruction.of(i.code(), used.indexOf(i.operand()));
    }
    if (i.code() == Op.RETURN) {
      return Instruction.branch(Op.BR, List.of(depth + label(piece, nest.returnTarget())));
    }
    if (i.labels().isEmpty()) {
      return i;
    }
    List<Integer> labels = new ArrayList<>();
    for (int label : i.labels()) {
      boolean inside = label < depth;
      labels.add(inside ? label : depth + label(piece, nest.target(piece, label - depth)));
    }
    return Instruction.branch(i.code(), labels);
  }

  /** The label of a target, as seen from the top of a piece in this part. */
  private int label(int piece, int target) {
    return holds(target) ? target - piece - 1 : last - piece + targets.indexOf(target);
  }

  private SortedSet<Integer> outerTargets() {
    SortedSet<Integer> found = new TreeSet<>();
    for (int piece = first; piece <= last; piece++) {
      int depth = 0;
      for (Instruction i : nest.instructions(piece)) {
        if (i.opens()) {
          depth++;
        } else if (i.code() == Op.END) {
          depth--;
        } else if (i.code() == Op.RETURN) {
          found.add(nest.returnTarget());
        }
        for (int label : i.labels()) {
          if (label >= depth) {
            found.add(nest.target(piece, label - depth));
          }
        }
      }
    }
    found.add(last + 1);
    found.removeIf(this::holds);
    return found;
  }

  private List<Integer> locals(boolean onlyWritten) {
    return Stream.iterate(first, piece -> piece <= last, piece -> piece + 1)
        .flatMap(piece -> nest.instructions(piece).stream())
        .filter(i -> i.isLocal() && !(onlyWritten && i.code() == Op.LOCAL_GET))
        .map(Instruction::operand)
        .distinct()
        .sorted()
        .toList();
  }
}
