package dev.concertina.story.oracle;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Lines that one side has and the other has not. */
final class Difference {

  private static final int SHOWN = 12;

  private Difference() {}

  static Optional<String> between(String expected, String found) {
    List<String> there = lines(expected);
    List<String> here = lines(found);
    if (there.equals(here)) {
      return Optional.empty();
    }
    String lines = lines("- ", there, here) + lines("+ ", here, there);
    return Optional.of(lines.isEmpty() ? "the same lines, another number of times" : lines);
  }

  /**
   * ALTER COLUMN TYPE of PostgreSQL gives the parts of an index that it makes anew the comment of
   * the whole; nobody has asked for that.
   */
  private static List<String> lines(String snapshot) {
    return snapshot
        .lines()
        .map(
            line ->
                line.contains(" INDEX part of ") ? line.replaceAll(" comment( .*)?$", "") : line)
        .toList();
  }

  private static String lines(String sign, List<String> some, List<String> others) {
    Set<String> only = new LinkedHashSet<>(some);
    others.forEach(only::remove);
    return only.stream().limit(SHOWN).map(line -> sign + line + "\n").collect(Collectors.joining());
  }
}
