package dev.concertina.wasmfit;

import java.util.Comparator;
import java.util.Optional;

/** Splits the functions of a module that are heavier than a budget, and their parts again. */
final class Splitter {
  /** A cut that takes less than this share of a function is not worth its calls. */
  private static final double LEAST_SHARE = 0.2;

  /** A nest of which one piece is nearly the whole function gets nowhere; one inside of it does. */
  private static final double MOST_IN_ONE_PIECE = 0.9;

  private final Module module;
  private final int budget;
  private final NestCutter cutter;

  Splitter(Module module, int budget) {
    this.module = module;
    this.budget = budget;
    this.cutter = new NestCutter(module, new Slots(module), budget);
  }

  void splitAll() {
    // The parts are added at the end, and looked at in their turn.
    for (int i = 0; i < module.functions().size(); i++) {
      Optional<Nest> nest = nestToCut(module.functions().get(i));
      while (nest.isPresent()) {
        module.functions().set(i, cutter.cut(nest.get()));
        nest = nestToCut(module.functions().get(i));
      }
    }
  }

  private Optional<Nest> nestToCut(Function function) {
    int weight = function.weight();
    if (weight <= budget) {
      return Optional.empty();
    }
    return Nest.of(function).stream()
        .filter(nest -> nest.weight() >= LEAST_SHARE * weight)
        .filter(nest -> nest.heaviest() <= MOST_IN_ONE_PIECE * weight)
        .max(Comparator.comparingInt(Nest::weight));
  }
}
