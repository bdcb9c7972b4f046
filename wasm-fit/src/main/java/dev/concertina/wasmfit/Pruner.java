package dev.concertina.wasmfit;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Empties the functions that no caller of the exports that are kept can reach. */
final class Pruner {
  private final Module module;
  private final BitSet reached = new BitSet();
  private final Deque<Integer> open = new ArrayDeque<>();

  Pruner(Module module) {
    this.module = module;
  }

  /**
   * Takes away the other exported functions.
   *
   * @throws IllegalArgumentException if one is to be kept that the module does not have
   */
  void keepOnly(Set<String> names) {
    List<Export> exports = module.exports();
    for (String name : names) {
      if (exports.stream().noneMatch(export -> export.name().equals(name))) {
        throw new IllegalArgumentException("the module exports no " + name);
      }
    }
    exports.removeIf(export -> export.isFunction() && !names.contains(export.name()));
    exports.stream().filter(Export::isFunction).forEach(export -> reach(export.index()));
    functionsOfTables().forEach(this::reach);
    if (module.sections().containsKey(WasmFile.START)) {
      throw new IllegalArgumentException("a module with a start function is not handled");
    }
    follow();
    int first = module.imported().size();
    for (int i = 0; i < module.functions().size(); i++) {
      if (!reached.get(first + i)) {
        module.functions().set(i, module.functions().get(i).emptied());
      }
    }
  }

  private void follow() {
    while (!open.isEmpty()) {
      int own = open.pop() - module.imported().size();
      if (own >= 0) {
        module.functions().get(own).body().stream()
            .filter(i -> i.code() == Op.CALL || i.code() == Op.REF_FUNC)
            .forEach(i -> reach(i.operand()));
      }
    }
  }

  private void reach(int function) {
    if (!reached.get(function)) {
      reached.set(function);
      open.push(function);
    }
  }

  /** Whatever stands in a table may be called through it. */
  private List<Integer> functionsOfTables() {
    return new Items(module.sections())
        .of(WasmFile.ELEMENTS, Pruner::segment).stream().flatMap(List::stream).toList();
  }

  private static List<Integer> segment(BinaryReader in) {
    if (in.readUnsigned() != 0 || in.readByte() != Op.I32_CONST) {
      throw new IllegalArgumentException("a table that is not filled with functions at a constant");
    }
    in.skipNumber();
    in.skip(1);
    int count = in.readUnsigned();
    return IntStream.range(0, count).map(i -> in.readUnsigned()).boxed().toList();
  }
}
