package dev.concertina.benchmarks;

import dev.concertina.benchmarks.bulk.Tuning;
import dev.concertina.benchmarks.contest.ByConcertina;
import dev.concertina.benchmarks.contest.ContestException;
import dev.concertina.benchmarks.contest.Contestant;
import dev.concertina.benchmarks.contest.Naive;
import dev.concertina.benchmarks.contest.NoMigration;
import dev.concertina.benchmarks.contest.Peer;
import dev.concertina.benchmarks.contest.Stage;
import dev.concertina.benchmarks.contest.Tables;
import dev.concertina.benchmarks.load.ClosedLoop;
import dev.concertina.benchmarks.load.Keys;
import dev.concertina.benchmarks.load.Release;
import dev.concertina.benchmarks.report.Findings;
import dev.concertina.benchmarks.server.Database;
import dev.concertina.cli.demo.scenario.Scenario;
import dev.concertina.cli.demo.scenario.Scenarios;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How long an application waits while its tables change under it. */
@Command(
    name = "latency",
    description = "An application at a fixed rate through every phase of every destructive change.")
final class Latency implements Benchmark {

  private static final long SEED = 42;
  private static final double SHARE_OF_CAPACITY = 0.5;

  /** Enough for every phase of every change to happen once, too few for a figure. */
  private static final long REHEARSED_ROWS = 1_000;

  private static final Duration REHEARSED_WINDOW = Duration.ofMillis(200);
  private static final int REHEARSED_RATE = 500;

  @Option(names = "--rows", defaultValue = "1000000", description = "Rows; ${DEFAULT-VALUE}.")
  private long rows;

  @Option(names = "--rounds", defaultValue = "3", description = "Rounds; ${DEFAULT-VALUE}.")
  private int rounds;

  @Option(
      names = "--connections",
      defaultValue = "8",
      description = "Connections of each version of the application; ${DEFAULT-VALUE}.")
  private int connections;

  @Option(
      names = "--rate",
      defaultValue = "0",
      description = "Requests a second; by default half of what a closed loop gets answered.")
  private int rate;

  @Option(
      names = "--seconds",
      defaultValue = "5",
      description = "How long to look on between two events; ${DEFAULT-VALUE}.")
  private double seconds;

  @Option(
      names = "--change",
      defaultValue = "",
      description = "Words of the changes to run: \"rename a column\". Default: all.")
  private String change = "";

  @Option(
      names = "--others",
      description = "After the rounds of --change, one round of each of the other changes.")
  private boolean others;

  @Option(
      names = "--limit",
      paramLabel = "WORD=TEXT",
      description = "A limit of the backfill: duty=50%%. Default: those that it has by itself.")
  private Map<String, String> limits = new LinkedHashMap<>();

  private final List<String> notes = new ArrayList<>();

  @Override
  public Findings measure(Lab lab) throws SQLException {
    long began = System.nanoTime();
    List<Scenario> chosen = Scenarios.named(change);
    if (chosen.isEmpty()) {
      throw new IllegalArgumentException("no change is called " + change);
    }
    List<Scenario> rest = others ? new ArrayList<>(Scenarios.all()) : new ArrayList<>();
    rest.removeIf(scenario -> isAmong(chosen, scenario));
    lab.server().recycleLog(rows);
    rehearse(lab, chosen);
    rehearse(lab, rest);
    int used = rate > 0 ? rate : calibrate(lab, chosen.get(0));
    LatencyResults results = new LatencyResults();
    List<Contestant> contestants = contestants(lab);
    for (int round = 1; round <= rounds; round++) {
      round(lab, round, chosen, contestants, load(used, round), results);
    }
    round(lab, 1, rest, contestants, load(used, 1), results);
    notes.add(
        "each latency counts from when the request was meant to start; a request belongs to the"
            + " phase in which it was meant to start; 60 % reads, 30 % updates, 10 % inserts by key");
    notes.add("medians of the rounds, but the longest stall is of all, and errors are the sum");
    notes.add(
        "late client: how late a thread of this program that only sleeps woke up, whatever the"
            + " database did; on time: without what the requests' own threads woke up too late;"
            + " GC: this program's longest pause");
    notes.add("the whole run took %,.0f s".formatted((System.nanoTime() - began) / 1e9));
    return new Findings(parameters(used), List.of(results.table()), results.figures(), notes);
  }

  private static boolean isAmong(List<Scenario> scenarios, Scenario one) {
    return scenarios.stream().anyMatch(other -> other.title().equals(one.title()));
  }

  private Stage.Load load(int used, int round) {
    return new Stage.Load(rows, connections, used, window(), SEED + round);
  }

  private Duration window() {
    return Duration.ofMillis(Math.round(seconds * 1000));
  }

  private void round(
      Lab lab,
      int round,
      List<Scenario> scenarios,
      List<Contestant> contestants,
      Stage.Load load,
      LatencyResults results)
      throws SQLException {
    for (Scenario scenario : scenarios) {
      for (Contestant contestant : contestants) {
        lab.say("round " + round + ", " + scenario.title() + ": " + contestant.name());
        run(lab, scenario, contestant, load, results);
      }
    }
  }

  /**
   * The engine and the load share the processors with the server: a class that is loaded and
   * compiled for its first use must not be what the application waits for.
   */
  private void rehearse(Lab lab, List<Scenario> scenarios) throws SQLException {
    Stage.Load little =
        new Stage.Load(REHEARSED_ROWS, connections, REHEARSED_RATE, REHEARSED_WINDOW, SEED);
    for (Scenario scenario : scenarios) {
      lab.say("rehearsal of " + scenario.title());
      run(lab, scenario, concertina(), little, new LatencyResults());
    }
  }

  private Contestant concertina() {
    return new ByConcertina(new Tuning(limits).settings());
  }

  private List<Contestant> contestants(Lab lab) {
    List<Contestant> contestants =
        new ArrayList<>(List.of(new NoMigration(), new Naive(), concertina()));
    List<Contestant> peers = Peer.found();
    contestants.addAll(peers);
    List<String> absent = new ArrayList<>(Peer.known());
    absent.removeAll(peers.stream().map(Contestant::name).toList());
    if (!absent.isEmpty()) {
      String line = "not on the PATH, so not measured: " + String.join(", ", absent);
      lab.say(line);
      notes.add(line);
    }
    return contestants;
  }

  private void run(
      Lab lab, Scenario scenario, Contestant contestant, Stage.Load load, LatencyResults results)
      throws SQLException {
    collectGarbage();
    try (Database database = lab.server().database()) {
      Stage stage = Stage.open(database, scenario, load);
      try {
        contestant.run(stage);
      } catch (ContestException e) {
        String line = scenario.title() + ", " + contestant.name() + ": " + e.getMessage();
        lab.say(line);
        notes.add(line);
        results.failed(scenario.title(), contestant.name());
      } finally {
        stage.close();
      }
      results.add(scenario.title(), contestant.name(), stage.phases());
    }
  }

  /** Now, when nobody waits for an answer, rather than in the middle of a phase. */
  private static void collectGarbage() {
    System.gc();
  }

  /** Half of what as many connections get answered at most. */
  private int calibrate(Lab lab, Scenario scenario) throws SQLException {
    lab.say("looking for the rate");
    try (Database database = lab.server().database()) {
      Tables.load(database, scenario, rows, SEED);
      try (Release release = Release.connect(database, scenario, false, "public", connections)) {
        Keys keys = new Keys(rows);
        ClosedLoop.capacity(release, keys, connections, window(), SEED);
        double capacity = ClosedLoop.capacity(release, keys, connections, window(), SEED + 1);
        notes.add("a closed loop got %,.0f requests a second answered".formatted(capacity));
        return Math.max(1, (int) (capacity * SHARE_OF_CAPACITY));
      }
    }
  }

  private Map<String, Object> parameters(int used) {
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("rows", rows);
    parameters.put("rounds", rounds);
    parameters.put("rate", used);
    parameters.put("connections", connections);
    parameters.put("seconds", seconds);
    parameters.put("limits", limits.toString());
    return parameters;
  }
}
