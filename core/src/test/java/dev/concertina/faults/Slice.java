package dev.concertina.faults;

import java.util.List;

/**
 * A part of a long list, so that several machines or nights can share it.
 *
 * @param number from 1 on
 * @param count how many parts there are
 */
record Slice(int number, int count) {

  /** As {@code -Dconcertina.faults.slice=3/10} says; everything without it. */
  static Slice ofProperty() {
    String[] words = System.getProperty("concertina.faults.slice", "1/1").split("/", -1);
    return new Slice(Integer.parseInt(words[0]), Integer.parseInt(words[1]));
  }

  <T> List<T> of(List<T> all) {
    int from = (number - 1) * all.size() / count;
    int to = number * all.size() / count;
    return all.subList(from, to);
  }
}
