package dev.concertina.benchmarks;

import dev.concertina.benchmarks.report.Figure;
import dev.concertina.benchmarks.report.Findings;
import dev.concertina.benchmarks.report.Table;
import dev.concertina.benchmarks.report.Table.Column;
import dev.concertina.benchmarks.report.Table.Row;
import dev.concertina.benchmarks.server.Database;
import dev.concertina.benchmarks.server.Queries;
import dev.concertina.change.Migration;
import dev.concertina.engine.Concertina;
import dev.concertina.engine.ContractOptions;
import dev.concertina.engine.Listener;
import dev.concertina.engine.Settings;
import dev.concertina.engine.WaitingException;
import dev.concertina.parser.PostgresParser;
import dev.concertina.source.MigrationText;
import dev.concertina.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The longest wait of an application's statement while Concertina waits for a long transaction. */
@Command(
    name = "blocker",
    description = "The longest wait of the application while a transaction blocks Concertina.")
final class Blocker implements Benchmark {

  private static final String TABLE =
      """
      CREATE TABLE users (id int PRIMARY KEY, name text, visits int NOT NULL DEFAULT 0);
      INSERT INTO users SELECT g, 'u' || g, 0 FROM generate_series(1, 10000) g;
      """;
  private static final String CHILD =
      """
      CREATE TABLE orders (id int PRIMARY KEY, buyer int);
      INSERT INTO orders SELECT g, g FROM generate_series(1, 10000) g;
      """;
  private static final String KEY =
      "ALTER TABLE orders ADD CONSTRAINT known FOREIGN KEY (buyer) REFERENCES users;";
  private static final String READ = "SELECT count(*) FROM users";
  private static final String WRITE = "INSERT INTO users (id) VALUES (0)";
  private static final double GRACE_MS = 100;

  /**
   * What is changed, and what is in its way. The application works on users, which is the parent of
   * the foreign key: that writes to it, adding one waits for; dropping one also for what has read.
   */
  enum Change {
    RENAME(TABLE, READ, "ALTER TABLE users RENAME COLUMN name TO label;"),
    ADD_FOREIGN_KEY(TABLE + CHILD, WRITE, KEY),
    DROP_FOREIGN_KEY(TABLE + CHILD + KEY, READ, "ALTER TABLE orders DROP CONSTRAINT known;");

    private final String before;
    private final String inTheWay;
    private final String migration;

    Change(String before, String inTheWay, String migration) {
      this.before = before;
      this.inTheWay = inTheWay;
      this.migration = migration;
    }
  }

  @Option(
      names = "--seconds",
      defaultValue = "60",
      description = "How long the transaction is open; ${DEFAULT-VALUE}.")
  private int seconds;

  @Option(
      names = "--connections",
      defaultValue = "8",
      description = "Of the application; ${DEFAULT-VALUE}.")
  private int connections;

  @Option(
      names = "--lock-timeout",
      defaultValue = "200",
      description = "Concertina's, in ms; ${DEFAULT-VALUE}.")
  private int lockTimeout;

  @Option(
      names = "--change",
      defaultValue = "RENAME",
      description = "What Concertina waits to do: ${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE}.")
  private Change change = Change.RENAME;

  @Override
  public Findings measure(Lab lab) throws SQLException {
    lab.say("without Concertina, " + seconds + " s");
    double without = longest(lab, false);
    lab.say("with Concertina waiting for its lock, " + seconds + " s");
    double with = longest(lab, true);
    return new Findings(
        new TreeMap<>(
            Map.of(
                "change",
                change.name(),
                "seconds",
                seconds,
                "connections",
                connections,
                "lock-timeout",
                lockTimeout)),
        List.of(
            new Table(
                "the application's longest statement beside an open transaction",
                List.of("beside it"),
                List.of(new Column("ms", 0)),
                List.of(Row.of("nobody", without), Row.of("concertina", with)))),
        List.of(
            Figure.atMost(
                "longest wait of an application's statement", with, "ms", lockTimeout + GRACE_MS)),
        List.of(
            "the transaction: " + change.inTheWay,
            "what waits: " + change.migration,
            "half of the application's statements read users, half update it"));
  }

  private double longest(Lab lab, boolean migrating) throws SQLException {
    AtomicBoolean over = new AtomicBoolean();
    ExecutorService threads = Executors.newFixedThreadPool(connections);
    try (Database database = lab.server().database();
        Connection blocker = database.connect("reports")) {
      Queries.run(blocker, Sql.verbatim(change.before));
      blocker.setAutoCommit(false);
      Queries.run(blocker, Sql.verbatim(change.inTheWay));
      List<Future<Long>> clients = new ArrayList<>();
      for (int i = 0; i < connections; i++) {
        int number = i;
        clients.add(threads.submit(() -> client(database, number, over)));
      }
      if (migrating) {
        migrate(database);
      } else {
        sleep();
      }
      over.set(true);
      long longest = 0;
      for (Future<Long> client : clients) {
        longest = Math.max(longest, client.get());
      }
      blocker.rollback();
      return longest / 1e6;
    } catch (ExecutionException e) {
      throw new IllegalStateException("a statement of the application failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } finally {
      threads.shutdownNow();
    }
  }

  private void sleep() throws InterruptedException {
    Thread.sleep(Duration.ofSeconds(seconds).toMillis());
  }

  /** Until its budget is used: the transaction outlasts it. */
  private void migrate(Database database) {
    Settings settings =
        Settings.defaults().withLocks(Duration.ofMillis(lockTimeout), Duration.ofSeconds(seconds));
    PostgresParser parser = new PostgresParser();
    Migration migration = new MigrationText(parser).of("V1__b", "V1__b.sql", change.migration);
    try (Concertina concertina =
        Concertina.connect(database::connect, settings, new Listener() {}, parser)) {
      concertina.deploy(migration);
      concertina.finish(migration.version(), ContractOptions.ungated());
      throw new IllegalStateException("nothing was in the way");
    } catch (WaitingException e) {
      // as it was meant
    }
  }

  /** The longest statement in nanoseconds. */
  private static long client(Database database, int number, AtomicBoolean over)
      throws SQLException, InterruptedException {
    long longest = 0;
    try (Connection session = database.connect("shop")) {
      for (int i = number; !over.get(); i += 1) {
        Sql sql =
            i % 2 == 0
                ? Sql.of("SELECT visits FROM users WHERE id = {}", Sql.number(1 + i % 10_000))
                : Sql.of(
                    "UPDATE users SET visits = visits + 1 WHERE id = {}",
                    Sql.number(1 + (i * 31L + number) % 10_000));
        long start = System.nanoTime();
        Queries.run(session, sql);
        longest = Math.max(longest, System.nanoTime() - start);
        Thread.sleep(2);
      }
    }
    return longest;
  }
}
