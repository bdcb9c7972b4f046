package dev.concertina.benchmarks.load;

import dev.concertina.cli.demo.scenario.Query;
import dev.concertina.cli.demo.scenario.Statements;
import java.util.Arrays;
import java.util.Random;

/** What a request asks, each by the key of a row, and how often: weights are shares of all. */
enum Kind {
  READ(60) {
    @Override
    Query query(Statements statements) {
      return statements.read();
    }
  },
  UPDATE_VALUE(15) {
    @Override
    Query query(Statements statements) {
      return statements.updateValue().orElse(statements.updateOther());
    }
  },
  UPDATE_OTHER(15) {
    @Override
    Query query(Statements statements) {
      return statements.updateOther();
    }
  },
  INSERT(10) {
    @Override
    Query query(Statements statements) {
      return statements.insert();
    }
  };

  private static final int ALL = Arrays.stream(values()).mapToInt(kind -> kind.weight).sum();

  private final int weight;

  Kind(int weight) {
    this.weight = weight;
  }

  /** What a version of the application says for it. */
  abstract Query query(Statements statements);

  static Kind pick(Random random) {
    int ticket = random.nextInt(ALL);
    for (Kind kind : values()) {
      ticket -= kind.weight;
      if (ticket < 0) {
        return kind;
      }
    }
    throw new AssertionError("the weights sum up to " + ALL);
  }
}
