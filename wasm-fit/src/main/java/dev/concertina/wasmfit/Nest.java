package dev.concertina.wasmfit;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a compiler makes of a large {@code switch}: blocks that open one directly inside the other,
 * with a piece of code behind the end of each. A branch to a block's label goes to the piece behind
 * its end. Numbered are the pieces: 0 is the one in the innermost block, the last one stands at the
 * end of the outermost block.
 *
 * @param start where the outermost block opens, in the function's body
 * @param end where it ends
 * @param labels the types of the labels around the nest, the innermost first
 */
record Nest(Function function, int start, int end, List<Piece> pieces, List<Integer> labels) {
  /** Instructions of the body, from one to before another. */
  record Piece(int from, int to) {}

  /** All nests of a function, the outermost and the first ones first. */
  static List<Nest> of(Function function) {
    List<Nest> nests = new ArrayList<>();
    List<Instruction> body = function.body();
    int[] ends = ends(body);
    List<Integer> labels = new ArrayList<>(List.of(function.type().asBlockType()));
    for (int i = 0; i < body.size(); i++) {
      Instruction instruction = body.get(i);
      if (instruction.isPlainBlock() && !(i > 0 && body.get(i - 1).isPlainBlock())) {
        nests.add(nest(function, i, ends, List.copyOf(labels)));
      }
      if (instruction.opens()) {
        labels.add(0, instruction.code() == Op.LOOP ? Op.VOID : instruction.operand());
      } else if (instruction.code() == Op.END) {
        labels.remove(0);
      }
    }
    return nests;
  }

  private static Nest nest(Function function, int start, int[] ends, List<Integer> labels) {
    int inner = start;
    while (function.body().get(inner + 1).isPlainBlock()) {
      inner++;
    }
    List<Piece> pieces = new ArrayList<>(List.of(new Piece(inner + 1, ends[inner])));
    for (int i = inner; i > start; i--) {
      pieces.add(new Piece(ends[i] + 1, ends[i - 1]));
    }
    return new Nest(function, start, ends[start], pieces, labels);
  }

  /** For each instruction that opens a block, where the block ends. */
  private static int[] ends(List<Instruction> body) {
    int[] ends = new int[body.size()];
    List<Integer> open = new ArrayList<>();
    for (int i = 0; i < body.size(); i++) {
      if (body.get(i).opens()) {
        open.add(i);
      } else if (body.get(i).code() == Op.END && !open.isEmpty()) {
        ends[open.remove(open.size() - 1)] = i;
      }
    }
    return ends;
  }

  List<Instruction> instructions(int piece) {
    Piece range = pieces.get(piece);
    return function.body().subList(range.from(), range.to());
  }

  int weight(int piece) {
    return instructions(piece).stream().mapToInt(Instruction::weight).sum();
  }

  int weight() {
    return weights().sum();
  }

  int heaviest() {
    return weights().max().orElse(0);
  }

  private IntStream weights() {
    return IntStream.range(0, pieces.size()).map(this::weight);
  }

  /** What {@code return} goes to: the label around the whole body. */
  int returnTarget() {
    return pieces.size() + labels.size();
  }

  /**
   * Where a branch of a piece goes that leaves the piece by so many labels: to a piece, or, as the
   * number of pieces, behind the nest, or with larger numbers to the labels around the nest.
   */
  int target(int piece, int leaves) {
    return piece + 1 + leaves;
  }

  boolean isPiece(int target) {
    return target < pieces.size();
  }

  /** The label around the nest that such a target is, counted from the innermost. */
  int labelAround(int target) {
    return target - pieces.size() - 1;
  }

  /** The type of the value that goes with a branch to a target. */
  int typeOf(int target) {
    return target <= pieces.size() ? Op.VOID : labels.get(labelAround(target));
  }
}
