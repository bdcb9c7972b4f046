package dev.concertina.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;
import dev.concertina.testkit.TestServers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Writers of both tables of a column that moves, on few rows, without pause: none of them fails,
 * and in the end each pair is in step. {@code -Dconcertina.race.seeds=N} runs N seeds, {@code
 * -Dconcertina.race.seed=S} begins with S, {@code -Dconcertina.race.operations=N} lets each writer
 * do N things in each phase. A seed gives the same operations, not the same interleaving.
 */
class PairsUnderLoadStoryTest {

  private static final int SEEDS = Integer.getInteger("concertina.race.seeds", 1);
  private static final long FIRST = Long.getLong("concertina.race.seed", 20261122);
  private static final int ROUNDS = 15;
  private static final int SOME = Integer.getInteger("concertina.race.operations", 15);

  private static final String SCHEMA =
      """
      CREATE TABLE users (id int PRIMARY KEY, bio text, visits int NOT NULL DEFAULT 0);
      CREATE TABLE profiles (
        user_id int PRIMARY KEY REFERENCES users ON DELETE CASCADE, visits int NOT NULL DEFAULT 0);
      INSERT INTO users SELECT g, 'b' || g FROM generate_series(1, 12) g;
      INSERT INTO profiles SELECT g FROM generate_series(1, 9) g;
      """;

  private static final String MOVE =
      """
      changes:
        - move_column: {table: users, column: bio, to: profiles, key: {user_id: id}}
      """;

  /** Without any further write: the one who is later brings both rows in step. */
  @OnEveryServer
  void two_writers_of_the_same_pairs_end_in_step(TestDatabase database)
      throws InterruptedException, ExecutionException {
    Story.given(database, SCHEMA, MOVE).expand().migrate();
    for (int i = 0; i < ROUNDS; i++) {
      together(
          database,
          "UPDATE users SET bio = 'old %d.' || id WHERE id < 10".formatted(i),
          "UPDATE profiles SET bio = 'young %d.' || user_id".formatted(i));
      assertThat(disagreeing(database)).as("round %d", i).isEmpty();
    }
  }

  /** Without a foreign key, either may come first, and neither sees the other before it commits. */
  @OnEveryServer
  void two_rows_that_come_at_the_same_time_end_in_step(TestDatabase database)
      throws InterruptedException, ExecutionException {
    Story story =
        Story.given(database, SCHEMA.replace("REFERENCES users ON DELETE CASCADE", ""), MOVE);
    for (int i = 100; i < 100 + ROUNDS; i++) {
      if (i == 105) {
        story.expand();
      } else if (i == 110) {
        story.migrate();
      }
      together(
          database,
          "INSERT INTO users VALUES (%d, 'came')".formatted(i),
          "INSERT INTO profiles (user_id) VALUES (%d)".formatted(i));
    }
    assertThat(disagreeing(database)).isEmpty();
    assertThat(story.agrees()).isTrue();
  }

  private static void together(TestDatabase database, String... statements)
      throws InterruptedException, ExecutionException {
    CyclicBarrier together = new CyclicBarrier(statements.length);
    ExecutorService threads = Executors.newFixedThreadPool(statements.length);
    List<Future<?>> writers = new ArrayList<>();
    for (String statement : statements) {
      writers.add(threads.submit(() -> at(together, database, statement)));
    }
    for (Future<?> writer : writers) {
      writer.get();
    }
    threads.shutdown();
  }

  static Stream<Arguments> seeds() {
    return LongStream.range(FIRST, FIRST + SEEDS)
        .boxed()
        .flatMap(seed -> TestServers.MAJORS.stream().map(major -> Arguments.of(seed, major)));
  }

  @ParameterizedTest(name = "seed {0}, PostgreSQL {1}")
  @MethodSource("seeds")
  void no_writer_fails_and_every_pair_ends_in_step(long seed, int major)
      throws InterruptedException {
    System.out.println("pairs: seed %d, PostgreSQL %d".formatted(seed, major));
    try (TestDatabase database = TestServers.pg(major).database()) {
      throughout(database, seed);
    }
  }

  private static void throughout(TestDatabase database, long seed) throws InterruptedException {
    Story story = Story.given(database, SCHEMA, MOVE);
    PairWriter old = new PairWriter(database, PairWriter.Side.OLD, seed);
    PairWriter older = new PairWriter(database, PairWriter.Side.OLD, seed + 1_000);
    old.goesOnFor(SOME);
    story.expand();
    older.goesOnFor(SOME);
    story.migrate();
    PairWriter young = new PairWriter(database, PairWriter.Side.NEW, seed + 2_000);
    PairWriter younger = new PairWriter(database, PairWriter.Side.NEW, seed + 3_000);
    together(old, older, young, younger);
    story.switchOver().revert();
    together(old, older, young, younger);
    story.switchOver();
    together(old, older, young, younger);
    old.close();
    older.close();
    young.close();
    younger.close();
    // what is left for the next writer is written by the next writer
    database.execute("UPDATE users SET bio = 'last' WHERE id = 1");
    assertThat(disagreeing(database)).as("seed %d", seed).isEmpty();
    assertThat(story.agrees()).isTrue();
    database.execute("INSERT INTO profiles SELECT id FROM users ON CONFLICT DO NOTHING");
    List<String> before = database.query("SELECT (id, bio) FROM users ORDER BY id");
    story.contract();
    assertThat(database.query("SELECT (user_id, bio) FROM profiles ORDER BY user_id"))
        .isEqualTo(before);
  }

  private static void together(PairWriter... writers) throws InterruptedException {
    for (PairWriter writer : writers) {
      writer.goesOnFor(SOME);
    }
  }

  private static String at(CyclicBarrier together, TestDatabase database, String statement)
      throws InterruptedException, BrokenBarrierException {
    together.await();
    database.execute(statement);
    return statement;
  }

  private static List<String> disagreeing(TestDatabase database) {
    return database.query(
        "SELECT (u.id, u.bio, p.bio) FROM users u JOIN profiles p ON p.user_id = u.id"
            + " WHERE u.bio IS DISTINCT FROM p.bio");
  }
}
