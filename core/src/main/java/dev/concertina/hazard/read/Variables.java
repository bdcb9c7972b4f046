package dev.concertina.hazard.read;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the variables of a body may hold at a statement, whichever branches were taken. */
final class Variables {

  private record Held(Shape value, List<Integer> branches) {}

  private final Map<String, List<Held>> byName = new HashMap<>();

  /** In place of what was assigned in the same branches, and beside what was assigned outside. */
  void assign(String name, List<Shape> values, List<Integer> branches) {
    List<Held> held = new ArrayList<>(byName.getOrDefault(key(name), List.of()));
    held.removeIf(
        before ->
            before.branches().size() >= branches.size()
                && before.branches().subList(0, branches.size()).equals(branches));
    values.forEach(value -> held.add(new Held(value, branches)));
    byName.put(key(name), held);
  }

  /** What it may hold; nothing if nothing was assigned. */
  List<Shape> of(String name) {
    return byName.getOrDefault(key(name), List.of()).stream().map(Held::value).distinct().toList();
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
