package dev.concertina.story.race;

import java.util.Random;

/** The keys that one of several writers owns: nobody else touches them. */
record Keys(int writer, int writers, int count) {

  /** Keys below belong to all. */
  static final int FIRST_OWN = 1000;

  static final int CONTENDED = 20;

  long any(Random random) {
    return key(random.nextInt(count));
  }

  long key(int n) {
    return FIRST_OWN + (long) n * writers + writer;
  }

  long after(long key) {
    return key + writers;
  }

  String code(int n) {
    return "c" + writer + "_" + n;
  }

  /** SQL that is true for the rows of this writer. */
  String sql() {
    return "id >= %d AND (id - %d) %% %d = %d".formatted(FIRST_OWN, FIRST_OWN, writers, writer);
  }
}
