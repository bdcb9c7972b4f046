package dev.concertina.wasmfit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Variables of the module through which a part hands locals back to the function that it was cut
 * from. They are read directly after they were written, so all parts share them.
 */
final class Slots {
  private final Module module;
  private final Map<Integer, List<Integer>> locals = new HashMap<>();
  private final Map<Integer, Integer> values = new HashMap<>();

  Slots(Module module) {
    this.module = module;
  }

  /** A variable for each of the types, no two the same. */
  List<Integer> forLocals(List<Integer> types) {
    Map<Integer, Integer> used = new HashMap<>();
    List<Integer> slots = new ArrayList<>();
    for (int type : types) {
      List<Integer> pool = locals.computeIfAbsent(type, t -> new ArrayList<>());
      int next = used.merge(type, 1, Integer::sum) - 1;
      if (next == pool.size()) {
        pool.add(module.addGlobal(type));
      }
      slots.add(pool.get(next));
    }
    return slots;
  }

  /** The variable for the value that goes with a branch. */
  int forValue(int type) {
    return values.computeIfAbsent(type, module::addGlobal);
  }
}
