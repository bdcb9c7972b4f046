package dev.concertina.faults;

import dev.concertina.change.AddColumn;
import dev.concertina.change.Migration;
import dev.concertina.change.SetNotNull;
import dev.concertina.change.Version;
import dev.concertina.engine.Concertina;
import dev.concertina.engine.ContractOptions;
import dev.concertina.sql.Identifier;
import dev.concertina.story.twin.Rows;
import dev.concertina.story.twin.SchemaSnapshot;
import dev.concertina.testkit.TestDatabase;
import dev.concertina.testkit.TestServer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A migration of a schema with rows, and the commands that bring it to its end.
 *
 * @param schema SQL that makes tables and rows
 */
record Course(String name, String schema, Migration migration) {

  /** One call of the program. */
  @FunctionalInterface
  interface Command {
    void give(Concertina engine);
  }

  /** What a database looks like: its schema and its rows, but for the time and random values. */
  record Look(String schema, String rows) {

    static Look at(TestDatabase database) {
      return at(database, Set.of());
    }

    /** Where some columns are numbered by a sequence, which a fault leaves gaps in. */
    static Look at(TestDatabase database, Set<Identifier> numbered) {
      return new Look(
          SchemaSnapshot.of(database)
              .replaceAll("on \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d UTC", "on (a day)"),
          Rows.of(database, numbered)
              .replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "(uuid)"));
    }
  }

  /** A database as it is before the migration. */
  TestDatabase begin(TestServer server) {
    TestDatabase database = server.database();
    database.execute(schema);
    return database;
  }

  Look look(TestDatabase database) {
    return Look.at(
        database,
        migration.changes().stream()
            .flatMap(
                change ->
                    change instanceof AddColumn add && add.numbering().isPresent()
                        ? Stream.of(add.column())
                        : Stream.empty())
            .collect(Collectors.toSet()));
  }

  Version version() {
    return migration.version();
  }

  Command expand() {
    return engine -> engine.expand(migration);
  }

  Command migrate() {
    return engine -> engine.migrate(version());
  }

  Command switchOver() {
    return engine -> engine.switchOver(version());
  }

  Command revert() {
    return engine -> engine.revert(version());
  }

  Command contract() {
    return engine -> engine.contract(version(), ContractOptions.ungated());
  }

  Command abort() {
    return engine -> engine.abort(version(), Optional.of("the test goes back"));
  }

  /** To the end, with a way back in between where there is one. */
  List<Command> commands(boolean endsWithMigrate) {
    return endsWithMigrate
        ? List.of(expand(), migrate())
        : List.of(expand(), migrate(), switchOver(), revert(), switchOver(), contract());
  }

  /** Straight to the end; phases that a migration has not do nothing. */
  List<Command> forward() {
    return List.of(expand(), migrate(), switchOver(), contract());
  }

  /** Values that filled NULLs stay after ABORT, as the plan says. */
  boolean leavesRowsAsTheyWere() {
    return migration.changes().stream()
        .noneMatch(change -> change instanceof SetNotNull set && set.up().isPresent());
  }

  @Override
  public String toString() {
    return name;
  }
}
