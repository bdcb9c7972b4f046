package dev.concertina.story.oracle;

import dev.concertina.change.Change;
import dev.concertina.change.Migration;
import dev.concertina.change.MigrationException;
import dev.concertina.change.SetNotNull;
import dev.concertina.engine.Concertina;
import dev.concertina.engine.ContractOptions;
import dev.concertina.engine.EngineException;
import dev.concertina.engine.Listener;
import dev.concertina.engine.Settings;
import dev.concertina.journal.State;
import dev.concertina.plan.Phase;
import dev.concertina.source.MigrationText;
import dev.concertina.source.Sources;
import dev.concertina.story.oracle.Case.End;
import dev.concertina.story.oracle.Case.Moment;
import dev.concertina.story.oracle.Case.Round;
import dev.concertina.story.oracle.Case.Write;
import dev.concertina.story.twin.Rows;
import dev.concertina.story.twin.SchemaSnapshot;
import dev.concertina.testkit.TestDatabase;
import dev.concertina.testkit.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** Runs a case on two databases: naively on one, through all phases on the other. */
final class Twins implements AutoCloseable {

  private final TestDatabase naive;
  private final TestDatabase own;
  private final Session naively;
  private final Session gently;
  private final Concertina concertina;
  private final List<Outcome> outcomes = new ArrayList<>();
  private boolean reordered;
  private boolean keptNotNull;

  /** What a write of a version came to on Concertina's side. */
  private record Outcome(Write write, String result) {}

  /** Ends a case early. */
  private static final class Over extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Verdict verdict;

    Over(Verdict verdict) {
      this.verdict = verdict;
    }
  }

  private Twins(TestServer server) {
    this.naive = server.database();
    this.own = server.database();
    this.naively = new Session(naive);
    this.gently = new Session(own);
    this.concertina =
        Concertina.connect(
            name -> own.connection(), Settings.defaults(), new Listener() {}, Sources.PARSER);
  }

  static Verdict run(TestServer server, Case chance) {
    try (Twins twins = new Twins(server)) {
      return twins.run(chance);
    }
  }

  private Verdict run(Case chance) {
    for (String statement : chance.schema()) {
      String result = naively.run("public", statement);
      if (!result.equals(Session.DONE)) {
        return new Verdict.Moot("schema: " + statement + ": " + result);
      }
      gently.run("public", statement);
    }
    try {
      for (int i = 0; i < chance.rounds().size(); i++) {
        round(chance.rounds().get(i), i + 1);
      }
      return new Verdict.Equal(reordered);
    } catch (Over e) {
      return e.verdict;
    }
  }

  private void round(Round round, int version) {
    outcomes.clear();
    String path = "v" + version + ", public";
    Migration migration;
    String before;
    write(round, Moment.BEFORE, path);
    replay(true);
    before = SchemaSnapshot.of(own);
    try {
      migration =
          new MigrationText(Sources.PARSER)
              .of("V" + version + "__oracle", "V" + version + "__oracle.sql", round.text());
      concertina.expand(migration);
    } catch (MigrationException e) {
      throw new Over(refused(round, e, before));
    } catch (EngineException e) {
      applyNaively(round);
      throw broken("EXPAND fails: " + e.getMessage(), e.hint());
    }
    write(round, Moment.EXPANDED, path);
    if (round.end() == End.ABORT_EXPANDED) {
      abort(round, migration, before);
      return;
    }
    phase(round, "MIGRATE", () -> concertina.migrate(migration.version()));
    boolean complete = isComplete(migration);
    if (round.end() == End.ABORT_MIGRATED && !complete) {
      write(round, Moment.MIGRATED, path);
      abort(round, migration, before);
      return;
    }
    write(round, Moment.MIGRATED, path);
    if (!complete) {
      finish(round, migration, path);
    }
    write(round, Moment.CONTRACTED, path);
    replay(true);
    Announced announced = Announced.of(concertina, migration);
    keptNotNull |= announced.keepsNotNull();
    outcomes.removeIf(
        outcome ->
            outcome.write().moment() != Moment.CONTRACTED && announced.refuses(outcome.result()));
    applyNaively(round);
    replay(false);
    retained(migration);
    compare("after PURGE", SchemaSnapshot.of(naive), Rows.of(naive));
    reordered |= !SchemaSnapshot.columnOrder(own).equals(SchemaSnapshot.columnOrder(naive));
  }

  /** Where nothing is to do after MIGRATE, the migration is complete, and cannot be aborted. */
  private boolean isComplete(Migration migration) {
    return concertina.status().stream()
        .anyMatch(
            status ->
                status.version().equals(migration.version()) && status.state() == State.CONTRACTED);
  }

  private void finish(Round round, Migration migration, String path) {
    phase(round, "SWITCH", () -> concertina.switchOver(migration.version()));
    write(round, Moment.SWITCHED, path);
    phase(round, "REVERT", () -> concertina.revert(migration.version()));
    write(round, Moment.REVERTED, path);
    phase(round, "SWITCH", () -> concertina.switchOver(migration.version()));
    phase(
        round,
        "CONTRACT",
        () -> concertina.contract(migration.version(), ContractOptions.ungated()));
  }

  /**
   * What CONTRACT has retired goes before the schemas are compared; where it can come back, it has
   * come and gone once more by then.
   */
  private void retained(Migration migration) {
    boolean retains =
        concertina.status().stream()
            .anyMatch(s -> s.version().equals(migration.version()) && s.retained().isPresent());
    if (retains && isRestorable(migration)) {
      concertina.revert(migration.version());
      concertina.contract(migration.version(), ContractOptions.ungated());
    }
    concertina.purge(Optional.of(migration.version()), true);
  }

  private boolean isRestorable(Migration migration) {
    return concertina.stored(migration.version()).stream()
        .anyMatch(stored -> !stored.plan().phase(Phase.RESTORE).steps().isEmpty());
  }

  private void applyNaively(Round round) {
    for (String statement : round.migration()) {
      String result = naively.run("public", statement);
      if (!result.equals(Session.DONE)) {
        throw new Over(new Verdict.Moot("naive: " + statement + ": " + result));
      }
    }
  }

  private void abort(Round round, Migration migration, String before) {
    phase(
        round,
        "ABORT",
        () -> concertina.abort(migration.version(), Optional.of("the oracle says so")));
    replay(true);
    if (Announced.of(concertina, migration).isForGood()) {
      throw new Over(new Verdict.Equal(reordered));
    }
    if (migration.changes().stream().anyMatch(Twins::fillsInPlace)) {
      compare("after ABORT", before, Rows.of(own));
      throw new Over(new Verdict.Equal(reordered));
    }
    compare("after ABORT", before, Rows.of(naive));
  }

  /** What stands in for a NULL stays after ABORT, as the plan says. */
  private static boolean fillsInPlace(Change change) {
    return change instanceof SetNotNull set && set.up().isPresent();
  }

  private void compare(String when, String schema, String rows) {
    Optional<String> difference =
        Difference.between(asAnnounced(schema), asAnnounced(SchemaSnapshot.of(own)));
    if (difference.isPresent()) {
      throw broken("the schema differs " + when, difference.get());
    }
    Difference.between(rows, Rows.of(own))
        .ifPresent(
            text -> {
              throw broken("the rows differ " + when, text);
            });
  }

  /** Without the constraints' names where one was kept that the naive SQL makes anew. */
  private String asAnnounced(String schema) {
    return keptNotNull
        ? schema
            .lines()
            .filter(line -> !line.contains(" n NOT NULL "))
            .collect(Collectors.joining("\n"))
        : schema;
  }

  private Verdict refused(Round round, MigrationException e, String before) {
    Optional<String> difference = Difference.between(before, SchemaSnapshot.of(own));
    if (difference.isPresent()) {
      return new Verdict.Broken("refused after something had run\n" + difference.get());
    }
    boolean works =
        round.migration().stream()
            .allMatch(statement -> naively.run("public", statement).equals(Session.DONE));
    return new Verdict.Refused(e.code(), Objects.toString(e.getMessage(), ""), works);
  }

  /** On Concertina's side; a new version's writes only where a new version may be. */
  private void write(Round round, Moment moment, String path) {
    for (Write write : round.writes()) {
      boolean allowed = write.old() || round.end() == End.CONTRACT;
      if (write.moment() == moment && allowed) {
        String result = gently.run(write.old() ? "public" : path, write.sql());
        outcomes.add(new Outcome(write, result));
      }
    }
  }

  /** On the naive side, in the same order; each write has to come to the same. */
  private void replay(boolean old) {
    for (Outcome outcome : List.copyOf(outcomes)) {
      if (outcome.write().old() == old) {
        outcomes.remove(outcome);
        String result = naively.run("public", outcome.write().sql());
        if (!Session.state(result).equals(Session.state(outcome.result()))) {
          if (Session.state(result).equals(Session.UNPUBLISHED)) {
            throw new Over(new Verdict.Moot("naive: " + result));
          }
          throw broken(
              "a write of the "
                  + (old ? "old" : "new")
                  + " version at "
                  + outcome.write().moment()
                  + " says "
                  + outcome.result()
                  + ", naively "
                  + result,
              outcome.write().sql());
        }
      }
    }
  }

  /** A failure of a late phase is none where the naive SQL fails on the same rows. */
  private void phase(Round round, String name, Runnable work) {
    try {
      work.run();
    } catch (EngineException e) {
      replay(true);
      applyNaively(round);
      throw broken(name + " fails: " + e.getMessage(), e.hint());
    }
  }

  private static Over broken(String what, String details) {
    return new Over(new Verdict.Broken(what + "\n" + details));
  }

  @Override
  public void close() {
    concertina.close();
    naively.close();
    gently.close();
    own.close();
    naive.close();
  }
}
