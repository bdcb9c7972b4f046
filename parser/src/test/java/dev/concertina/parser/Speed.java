package dev.concertina.parser;

import java.io.IOException;
import java.util.List;

/** Prints what parsing costs: the first tree of a process, then one statement when warm. */
final class Speed {
  private static final int ROUNDS = 40;

  private Speed() {}

  public static void main(String[] args) throws IOException {
    long begin = System.nanoTime();
    PostgresParser parser = new PostgresParser();
    parser.parse("ALTER TABLE users RENAME COLUMN a TO b");
    System.out.printf("first tree: %.0f ms%n", (System.nanoTime() - begin) / 1e6);
    List<String> scripts = Samples.scripts();
    for (int round = 1; round <= ROUNDS; round++) {
      long start = System.nanoTime();
      int statements = 0;
      for (String sql : scripts) {
        statements += parser.parse(sql).statements().size();
      }
      if (round % 10 == 0) {
        double each = (System.nanoTime() - start) / 1e6 / statements;
        System.out.printf("round %d: %.2f ms a statement%n", round, each);
      }
    }
  }
}
