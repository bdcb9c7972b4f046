package dev.concertina.cli.demo;

import java.util.Arrays;
import java.util.Random;

/** What an application asks, and how often: the weights are shares of all requests. */
enum RequestKind {
  READ(34),
  LIST(8),
  FIND(10),
  INSERT(14),
  UPDATE_VALUE(12),
  UPDATE_OTHER(10),
  DELETE(4),
  TRANSACTION(8);

  private static final int ALL = Arrays.stream(values()).mapToInt(kind -> kind.weight).sum();

  private final int weight;

  RequestKind(int weight) {
    this.weight = weight;
  }

  static RequestKind pick(Random random) {
    int ticket = random.nextInt(ALL);
    for (RequestKind kind : values()) {
      ticket -= kind.weight;
      if (ticket < 0) {
        return kind;
      }
    }
    throw new AssertionError("the weights sum up to " + ALL);
  }
}
