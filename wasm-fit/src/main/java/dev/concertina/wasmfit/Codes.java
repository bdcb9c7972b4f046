package dev.concertina.wasmfit;

import java.util.List;

/**
 * Numbers for the targets of a nest that was cut into parts. The upper bits of a number say the
 * part, or the way out of the nest; the lower ones the piece within the part.
 *
 * @param exits the targets outside of the nest that are used
 */
record Codes(Nest nest, List<Part> parts, List<Integer> exits) {
  /** No part has more pieces than these bits can count. */
  static final int BITS = 12;

  static final int MASK = (1 << BITS) - 1;

  static Codes of(Nest nest, List<Part> parts) {
    List<Integer> exits =
        parts.stream()
            .flatMap(part -> part.targets().stream())
            .filter(target -> !nest.isPiece(target))
            .distinct()
            .sorted()
            .toList();
    return new Codes(nest, parts, exits);
  }

  int of(int target) {
    for (int i = 0; i < parts.size(); i++) {
      if (parts.get(i).holds(target)) {
        return (i << BITS) | (target - parts.get(i).first());
      }
    }
    return (parts.size() + exits.indexOf(target)) << BITS;
  }
}
