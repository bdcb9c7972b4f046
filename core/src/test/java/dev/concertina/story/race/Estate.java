package dev.concertina.story.race;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** What belongs to one writer alone, as committed or as its open transaction sees it. */
final class Estate {

  final NavigableMap<Long, Row> rows;
  final SortedSet<String> codes;

  Estate() {
    this(new TreeMap<>(), new TreeSet<>());
  }

  private Estate(NavigableMap<Long, Row> rows, SortedSet<String> codes) {
    this.rows = rows;
    this.codes = codes;
  }

  Estate copy() {
    return new Estate(new TreeMap<>(rows), new TreeSet<>(codes));
  }

  Optional<Long> anyKey(Random random) {
    return rows.isEmpty() ? Optional.empty() : Optional.of(pick(rows.keySet(), random));
  }

  String anyCode(Random random) {
    return pick(codes, random);
  }

  void change(long key, UnaryOperator<Row> change) {
    rows.computeIfPresent(key, (k, row) -> change.apply(row));
  }

  private static <T> T pick(Collection<T> all, Random random) {
    List<T> list = new ArrayList<>(all);
    return list.get(random.nextInt(list.size()));
  }
}
