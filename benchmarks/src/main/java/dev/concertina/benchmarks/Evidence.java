package dev.concertina.benchmarks;

import dev.concertina.benchmarks.report.Figure;
import dev.concertina.benchmarks.report.Findings;
import dev.concertina.benchmarks.report.Table;
import dev.concertina.benchmarks.report.Table.Column;
import dev.concertina.benchmarks.report.Table.Row;
import dev.concertina.benchmarks.server.Database;
import dev.concertina.benchmarks.server.Queries;
import dev.concertina.evidence.DoomedObject;
import dev.concertina.evidence.LiveStatement;
import dev.concertina.evidence.Need;
import dev.concertina.evidence.StatementAnalyst;
import dev.concertina.evidence.Takeaway;
import dev.concertina.evidence.Verdict;
import dev.concertina.parser.PostgresParser;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import dev.concertina.sql.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How long it takes to tell what thousands of statements use, and what applications notice. */
@Command(
    name = "evidence",
    description = "Which of 5,000 live statements use a column; the application beside it.")
final class Evidence implements Benchmark {

  private static final int TABLES = 50;

  /** Of tables {@code item_N}, which is {@code %1$d}, {@code %2$d} makes the text another one. */
  private static final List<String> SHAPES =
      List.of(
          "SELECT id, name, price AS p%2$d FROM item_%1$d WHERE id = $1",
          "SELECT a.name, b.price, a.id + %2$d FROM item_%1$d a JOIN item_1 b ON b.id = a.parent"
              + " WHERE a.state IN ($1, $2, $3) AND b.changed > $4 ORDER BY a.changed LIMIT $5",
          "UPDATE item_%1$d SET name = $1, changed = now(), price = price + $2 WHERE id = $3"
              + " AND price <> %2$d",
          "INSERT INTO item_%1$d AS n%2$d (id, name, price) VALUES ($1, $2, $3)"
              + " ON CONFLICT (id) DO UPDATE SET price = excluded.price RETURNING n%2$d.id",
          "SELECT * FROM item_%1$d AS t%2$d WHERE parent = $1 AND name LIKE $2",
          "DELETE FROM item_%1$d AS d%2$d WHERE changed < $1 AND state = $2",
          "SELECT state AS s%2$d, count(*), max(price) FROM item_%1$d WHERE changed > $1"
              + " GROUP BY state HAVING count(*) > $2 ORDER BY 2 DESC",
          "WITH r AS (SELECT id, name FROM item_%1$d WHERE parent = $1) SELECT r.id AS i%2$d,"
              + " o.price FROM r LEFT JOIN item_2 o ON o.parent = r.id WHERE o.state = $2");

  @Option(names = "--statements", defaultValue = "5000", description = "${DEFAULT-VALUE}.")
  private int number;

  @Option(names = "--seconds", defaultValue = "10", description = "Of quiet; ${DEFAULT-VALUE}.")
  private double seconds;

  @Override
  public Findings measure(Lab lab) throws SQLException {
    try (Database database = lab.server().database();
        Connection connection = database.connect("evidence")) {
      Queries.run(connection, schema());
      lab.say("an application alone");
      Histogram quiet = quiet(database);
      lab.say(number + " statements beside it");
      AtomicBoolean done = new AtomicBoolean();
      Client client = new Client(database, done);
      client.start();
      long start = System.nanoTime();
      List<Verdict> verdicts =
          new StatementAnalyst(new PostgresParser(), new Identifier("concertina"))
              .verdicts(connection, statements(), Takeaway.of(List.of(doomed())));
      double took = (System.nanoTime() - start) / 1e9;
      done.set(true);
      Histogram busy = client.latencies();
      return findings(verdicts, took, quiet, busy);
    }
  }

  private Findings findings(List<Verdict> verdicts, double took, Histogram quiet, Histogram busy) {
    Row row =
        Row.of(
            "%,d".formatted(number),
            count(verdicts, Need.USE),
            count(verdicts, Need.SHAPE),
            count(verdicts, Need.UNKNOWN),
            count(verdicts, Need.NOTHING));
    return new Findings(
        new TreeMap<>(Map.of("statements", number, "tables", TABLES)),
        List.of(
            new Table(
                "verdicts about one column of one table",
                List.of("statements"),
                List.of(
                    new Column("use it", 0),
                    new Column("select all", 0),
                    new Column("unknown", 0),
                    new Column("nothing", 0)),
                List.of(row))),
        List.of(
            Figure.atMost("to tell what " + number + " statements use", took, "s", 30),
            Figure.plain("application alone, p99", p99(quiet), "ms"),
            Figure.plain("application meanwhile, p99", p99(busy), "ms")),
        List.of("the application, the analysis and the server share the machine"));
  }

  private static double count(List<Verdict> verdicts, Need need) {
    return verdicts.stream().filter(verdict -> verdict.need() == need).count();
  }

  private static double p99(Histogram latencies) {
    return latencies.getValueAtPercentile(99) / 1e6;
  }

  private List<LiveStatement> statements() {
    List<LiveStatement> statements = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      String shape = SHAPES.get(i % SHAPES.size());
      statements.add(
          LiveStatement.written("", String.format(shape, 1 + i / SHAPES.size() % TABLES, i)));
    }
    return statements;
  }

  private static DoomedObject doomed() {
    return new DoomedObject.Column(QualifiedName.of("public", "item_1"), new Identifier("price"));
  }

  private Histogram quiet(Database database) throws SQLException {
    AtomicBoolean done = new AtomicBoolean();
    Client client = new Client(database, done);
    client.start();
    try {
      Thread.sleep((long) (seconds * 1000));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    done.set(true);
    return client.latencies();
  }

  private static Sql schema() {
    return Sql.of(
        """
        DO $$ BEGIN
          FOR i IN 1..{} LOOP
            EXECUTE format('CREATE TABLE item_%s (id bigint PRIMARY KEY, name text, price numeric,
              parent bigint, state text, changed timestamptz)', i);
            EXECUTE format('INSERT INTO item_%s SELECT g, ''n'' || g, g, g, ''new'', now()
              FROM generate_series(1, 1000) g', i);
          END LOOP;
        END $$""",
        Sql.number(TABLES));
  }

  /** Updates and reads rows of the table that is asked about, one statement at a time. */
  private static final class Client extends Thread {
    private static final long PAUSE_NANOS = 5_000_000;

    private final Database database;
    private final AtomicBoolean done;
    private final Histogram latencies = new Histogram(3);
    private volatile SQLException failure = new SQLException("never ran");

    private Client(Database database, AtomicBoolean done) {
      super("application");
      this.database = database;
      this.done = done;
      setDaemon(true);
    }

    @Override
    public void run() {
      try (Connection connection = database.application("application", "public");
          PreparedStatement update =
              connection.prepareStatement("UPDATE item_1 SET price = price + 1 WHERE id = ?")) {
        for (long i = 0; !done.get(); i++) {
          update.setLong(1, 1 + i % 1000);
          long start = System.nanoTime();
          update.executeUpdate();
          latencies.recordValue(System.nanoTime() - start);
          LockSupport.parkNanos(PAUSE_NANOS);
        }
        failure = new SQLException("no failure");
      } catch (SQLException e) {
        failure = e;
      }
    }

    private Histogram latencies() throws SQLException {
      try {
        join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      if (latencies.getTotalCount() == 0) {
        throw failure;
      }
      return latencies;
    }
  }
}
