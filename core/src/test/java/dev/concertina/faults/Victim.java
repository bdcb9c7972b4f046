package dev.concertina.faults;

import dev.concertina.engine.Settings;
import dev.concertina.engine.WatchedEngine;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/**
 * A process of its own that gives one command. At a place it says so and does nothing more, with
 * its sessions, threads and transactions as they are, until somebody kills it.
 */
final class Victim {

  static final String PASSED = "passed ";
  static final String STANDS = "stands at ";

  private static final Settings QUICK =
      Settings.defaults()
          .withLocks(Duration.ofMillis(200), Duration.ofSeconds(20))
          .withBusyWait(Duration.ofSeconds(20));

  private Victim() {}

  /**
   * Ends with 0 when the command is done and no place was left.
   *
   * @param arguments the URL of the database; the name of the course; which of its commands; a file
   *     with the places that were there before, a line each; every how many-th new place is one
   */
  public static void main(String[] arguments) throws Exception {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    Set<String> seen = new HashSet<>(Files.readAllLines(Path.of(arguments[3])));
    Share share = new Share(Integer.parseInt(arguments[4]), seen.size());
    Places places =
        new Places(
            visit -> {
              synchronized (seen) {
                if (visit.isOneOfTheFirst() && seen.add(visit.name())) {
                  stand(out, visit.name(), share.takes());
                }
              }
            },
            () -> 0);
    List<Course.Command> commands = Courses.named(arguments[1]).forward();
    commands
        .get(Integer.parseInt(arguments[2]))
        .give(
            WatchedEngine.connect(
                name -> DriverManager.getConnection(arguments[0]), QUICK, places, places));
  }

  private static void stand(PrintStream out, String place, boolean forGood) {
    out.println((forGood ? STANDS : PASSED) + place);
    if (forGood) {
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
