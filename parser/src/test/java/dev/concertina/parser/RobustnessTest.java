package dev.concertina.parser;

import static dev.concertina.parser.Samples.PARSER;
import static dev.concertina.parser.Samples.tree;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

class RobustnessTest {

  @Test
  void parsersThatAreIdleGiveTheirMemoryBackWhenItIsShort() throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String path = System.getProperty("java.class.path");
    Process small =
        new ProcessBuilder(java, "-Xmx256m", "-cp", path, ManyParsers.class.getName())
            .redirectErrorStream(true)
            .start();

    assertThat(new String(small.getInputStream().readAllBytes(), UTF_8)).endsWith("20 parsers\n");
    assertThat(small.waitFor()).isZero();
  }

  @Test
  void refusesDeepNestingAndGoesOn() {
    List<String> deep =
        List.of(
            "SELECT " + "(".repeat(100_000) + "1" + ")".repeat(100_000),
            "SELECT 1" + "+1".repeat(3_000),
            "SELECT " + "NOT ".repeat(3_000) + "true");
    for (String sql : deep) {
      assertThatThrownBy(() -> PARSER.parse(sql)).isInstanceOf(SqlSyntaxException.class);
      assertThat(PARSER.parse("SELECT 1").statements()).hasSize(1);
    }
  }

  @Test
  void deepTreesFitASmallStack() throws Exception {
    Node deep = tree("SELECT 1" + "+1".repeat(450));
    Node other = tree("SELECT  1" + "+1".repeat(450));
    Callable<Boolean> walk =
        () ->
            deep.sameAs(other)
                && !deep.equals(other)
                && deep.hashCode() != 0
                && !deep.toString().isEmpty()
                && deep.descendants().count() > 450;

    FutureTask<Boolean> task = new FutureTask<>(walk);
    new Thread(null, task, "small-stack", 512 << 10).start();

    assertThat(task.get()).isTrue();
  }

  @Test
  void anEngineThatFailedIsReplaced() {
    Workers workers = new Workers(Duration.ofSeconds(1));
    assertThatThrownBy(
            () ->
                workers.call(
                    engine -> {
                      throw new ArithmeticException("foreign");
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasCauseInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> workers.call(engine -> depth(1)))
        .isInstanceOf(StackOverflowError.class);
    byte[] sql = {'B', 'E', 'G', 'I', 'N'};
    Engine.Outcome outcome = workers.call(engine -> engine.parse(sql));
    assertThat(outcome).isInstanceOf(Engine.Outcome.Tree.class);
  }

  @Test
  void anInterruptIsKeptForTheCaller() {
    Thread.currentThread().interrupt();
    assertThat(PARSER.parse("SELECT 1").statements()).hasSize(1);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void eightThreadsAtOnce() throws Exception {
    List<String> scripts = Samples.scripts();
    List<ParsedScript> expected = scripts.stream().map(PARSER::parse).toList();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<List<ParsedScript>>> runs = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        runs.add(threads.submit(() -> scripts.stream().map(PARSER::parse).toList()));
      }
      for (Future<List<ParsedScript>> run : runs) {
        assertThat(run.get()).isEqualTo(expected);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void memoryStaysBounded() {
    PARSER.parse("SELECT 1");
    long before = usedBytes();
    for (int i = 0; i < 2_000; i++) {
      String sql =
          "ALTER TABLE t" + i + " ADD COLUMN c text DEFAULT 'x'" + (i % 4 == 0 ? " +" : "");
      if (i % 4 == 0) {
        assertThatThrownBy(() -> PARSER.parse(sql)).isInstanceOf(SqlSyntaxException.class);
      } else {
        PARSER.parse(sql);
      }
    }
    // An engine may or may not be alive at either end: four of them at most, 48 MB each.
    assertThat(usedBytes() - before).isLessThan(4 * 48 * 1024 * 1024L);
  }

  @Test
  void oneEngineDoesNotGrow() {
    byte[] good = "ALTER TABLE t ADD COLUMN c text DEFAULT 'x'".getBytes(UTF_8);
    byte[] bad = "ALTER TABLE t ADD COLUMN FROM".getBytes(UTF_8);
    Engine engine = new Engine();
    int pages = 0;
    for (int i = 0; i < 1_000; i++) {
      engine.parse(good);
      engine.parse(bad);
      engine.scan(good);
      pages = i == 100 ? engine.pages() : pages;
    }
    assertThat(engine.pages()).isEqualTo(pages);
  }

  /** Ends, but only with a stack of gigabytes. */
  private static int depth(int reached) {
    return reached == Integer.MAX_VALUE ? reached : depth(reached + 1) - 1;
  }

  private static long usedBytes() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
