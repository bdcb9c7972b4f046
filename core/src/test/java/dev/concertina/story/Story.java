package dev.concertina.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.change.Migration;
import dev.concertina.change.Version;
import dev.concertina.engine.Concertina;
import dev.concertina.engine.ContractOptions;
import dev.concertina.engine.Listener;
import dev.concertina.engine.Settings;
import dev.concertina.plan.Phase;
import dev.concertina.plan.Plan;
import dev.concertina.plan.Work;
import dev.concertina.source.MigrationText;
import dev.concertina.source.Sources;
import dev.concertina.sql.QualifiedName;
import dev.concertina.story.twin.Rows;
import dev.concertina.story.twin.SchemaSnapshot;
import dev.concertina.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A rolling deploy in a test: a schema with rows, a migration in naive SQL, and an old and a new
 * application that look at each other's writes after each phase.
 */
final class Story {

  private static final Listener SILENT = new Listener() {};

  private final TestDatabase database;
  private final Migration migration;
  private final Concertina concertina;
  private final String before;
  private final String schema;
  private final Map<Long, Long> files;

  private Story(TestDatabase database, String schema, String file, String text) {
    this.database = database;
    this.schema = schema;
    database.execute(schema);
    this.before = SchemaSnapshot.of(database);
    this.files = files();
    this.migration = new MigrationText(Sources.PARSER).of(file, file, text);
    this.concertina =
        Concertina.connect(
            name -> database.connection(), Settings.defaults(), SILENT, Sources.PARSER);
  }

  static Story given(TestDatabase database, String schema, String migration) {
    String ending = migration.startsWith("changes:") ? ".yaml" : ".sql";
    return new Story(database, schema, "V7__story" + ending, migration);
  }

  /** A migration in a file. */
  static Story given(TestDatabase database, String schema, Path file) throws IOException {
    return new Story(database, schema, String.valueOf(file.getFileName()), Files.readString(file));
  }

  Plan plan() {
    return concertina.plan(migration);
  }

  Story expand() {
    concertina.expand(migration);
    return this;
  }

  Story migrate() {
    concertina.migrate(version());
    return this;
  }

  Story switchOver() {
    concertina.switchOver(version());
    return this;
  }

  /** While somebody listens. */
  Story switchOver(Listener listener) {
    Concertina.connect(name -> database.connection(), Settings.defaults(), listener, Sources.PARSER)
        .switchOver(version());
    return this;
  }

  Story revert() {
    concertina.revert(version());
    return this;
  }

  Story contract() {
    concertina.contract(version(), ContractOptions.gated());
    return this;
  }

  Story abort() {
    concertina.abort(version(), Optional.empty());
    return this;
  }

  /** Drops for good what CONTRACT has retired. */
  Story purge() {
    concertina.purge(Optional.of(version()), true);
    return this;
  }

  /** All the way, where the last part of it has no way back. */
  Story forward() {
    return expand().migrate().switchOver().contract();
  }

  /** All the way, with a way back in between. */
  Story throughout() {
    return expand().migrate().switchOver().revert().switchOver().contract();
  }

  /** Whether no phase is left to run. */
  boolean isComplete() {
    return concertina.stored(version()).orElseThrow().state().isFinal();
  }

  /** Whether status says that revert brings back what CONTRACT has retired. */
  boolean isRestorable() {
    return concertina.progress().get(0).isRestorable();
  }

  boolean agrees() {
    return concertina.verify(version()).isEqual();
  }

  /** The application that was there before. */
  Application oldApplication() {
    return new Application(database, "public");
  }

  /** The application that knows the new shape. */
  Application newApplication() {
    return new Application(database, "v7, public");
  }

  /**
   * Once nothing is retained any more, the schema is what the naive SQL makes of the same one on a
   * twin database.
   */
  void endsAsTheNaiveSqlDoes(String... naive) {
    refuseRewrites(Set.of());
    if (isComplete()) {
      purge();
    }
    try (TestDatabase twin = twin(naive.length == 0 ? new String[] {migration.text()} : naive)) {
      assertThat(SchemaSnapshot.of(database)).isEqualTo(SchemaSnapshot.of(twin));
    }
  }

  /** The same, and the rows are those of the twin, too; where no application has written. */
  void endsWithTheRowsOfTheNaiveSql(String naive) {
    purge();
    try (TestDatabase twin = twin(naive)) {
      assertThat(SchemaSnapshot.of(database)).isEqualTo(SchemaSnapshot.of(twin));
      assertThat(Rows.of(database)).isEqualTo(Rows.of(twin));
    }
  }

  /**
   * No table that was there has been written anew: its rows stand in the file in which they stood.
   *
   * @param announced those of which the plan has said it
   */
  private void refuseRewrites(Set<Long> announced) {
    Map<Long, Long> now = files();
    now.keySet().retainAll(files.keySet());
    now.keySet().removeAll(announced);
    assertThat(files).as("files of tables").containsAllEntriesOf(now);
  }

  /** The tables, and their partitions, that ABORT writes anew by its own words. */
  private Set<Long> rewrittenByAbort() {
    return concertina.stored(version()).stream()
        .flatMap(stored -> stored.plan().phase(Phase.ABORT).steps().stream())
        .flatMap(step -> step.statements().stream())
        .filter(statement -> statement.work() == Work.REWRITE)
        .flatMap(statement -> statement.lock().stream())
        .flatMap(lock -> withPartitions(lock.table()).stream())
        .collect(Collectors.toSet());
  }

  private List<Long> withPartitions(QualifiedName table) {
    try (Connection connection = database.connection();
        var query =
            connection.prepareStatement(
                "SELECT to_regclass(?)::oid UNION"
                    + " SELECT relid FROM pg_partition_tree(to_regclass(?))")) {
      query.setString(1, table.sql());
      query.setString(2, table.sql());
      List<Long> found = new ArrayList<>();
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          found.add(rows.getLong(1));
        }
      }
      return found;
    } catch (SQLException e) {
      throw new AssertionError("cannot read the partitions of " + table, e);
    }
  }

  private Map<Long, Long> files() {
    Map<Long, Long> found = new HashMap<>();
    try (Connection connection = database.connection();
        var statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT oid, relfilenode FROM pg_class WHERE relkind = 'r'")) {
      while (rows.next()) {
        found.put(rows.getLong(1), rows.getLong(2));
      }
    } catch (SQLException e) {
      throw new AssertionError("cannot read the files of tables", e);
    }
    return found;
  }

  private TestDatabase twin(String... naive) {
    TestDatabase twin = database.server().database();
    twin.execute(schema);
    twin.execute(naive);
    return twin;
  }

  /** The schema is what it was before EXPAND. */
  void endsAsItBegan() {
    refuseRewrites(rewrittenByAbort());
    assertThat(SchemaSnapshot.of(database)).isEqualTo(before);
  }

  private Version version() {
    return migration.version();
  }
}
