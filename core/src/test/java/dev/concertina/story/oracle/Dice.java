package dev.concertina.story.oracle;

import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Repeatable chance. */
final class Dice {

  private final Random random;

  Dice(long seed) {
    this.random = new Random(seed);
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  boolean oneIn(int n) {
    return random.nextInt(n) == 0;
  }

  void shuffle(List<?> list) {
    Collections.shuffle(list, random);
  }

  <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
