package dev.concertina.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.concertina.journal.State;
import dev.concertina.plan.Phase;
import dev.concertina.plan.Step;
import dev.concertina.session.Waypoints.Place;
import dev.concertina.sql.QualifiedName;
import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;
import java.util.List;

class PartitionedIndexBuilderTest {

  private static final QualifiedName READINGS = QualifiedName.of("public", "readings");
  private static final QualifiedName INDEX = QualifiedName.of("public", "readings_by_n");

  private static final String TABLE =
      """
      CREATE TABLE readings (id int, n int) PARTITION BY LIST (n);
      CREATE TABLE readings_1 PARTITION OF readings FOR VALUES IN (1);
      CREATE TABLE readings_2 PARTITION OF readings FOR VALUES IN (2) PARTITION BY HASH (id);
      CREATE TABLE readings_2a PARTITION OF readings_2 FOR VALUES WITH (MODULUS 2, REMAINDER 0);
      CREATE TABLE readings_2b PARTITION OF readings_2 FOR VALUES WITH (MODULUS 2, REMAINDER 1);
      INSERT INTO readings SELECT g, 1 + g % 2 FROM generate_series(1, 100) g;
      """;

  private final Rename rename = new Rename("7").with(Phase.MIGRATE, step());

  @OnEveryServer
  void a_build_goes_on_wherever_it_was_interrupted(TestDatabase database) {
    int faults = 0;
    for (Place place :
        List.of(Place.STEP_BEFORE_COMMIT, Place.INDEX_BEFORE_BUILD, Place.STEP_AFTER_COMMIT)) {
      boolean fired = true;
      for (int visit = 1; fired; visit++) {
        try (TestDatabase fresh = database.server().database()) {
          Bench bench = expanded(fresh);
          fired = interrupted(bench, place, visit);
          faults += fired ? 1 : 0;
          assertThat(bench.sound().migrate(rename.version()).state()).isEqualTo(State.MIGRATED);
          assertThat(valid(fresh)).as("%s %s", place, visit).containsExactly("5,true");
        }
      }
    }
    assertThat(faults).isEqualTo(5 + 3 + 5);
  }

  @OnEveryServer
  void an_invalid_remainder_of_one_part_is_built_anew(TestDatabase database) {
    Bench bench = expanded(database);
    QualifiedName part =
        Step.BuildPartitionedIndex.indexOf(QualifiedName.of("public", "readings_2b"), INDEX);
    assertThatThrownBy(
            () ->
                database.execute(
                    "CREATE UNIQUE INDEX CONCURRENTLY "
                        + part.name().sql()
                        + " ON readings_2b ((1))"))
        .isInstanceOf(AssertionError.class);

    bench.concertina().migrate(rename.version());

    assertThat(valid(database)).containsExactly("5,true");
  }

  @OnEveryServer
  void an_index_that_lost_the_partition_it_waited_for_is_not_taken_for_a_good_one(
      TestDatabase database) {
    Bench bench = expanded(database);
    // after the empty index and the first part
    Bench.Fault fault = bench.terminateAt(Place.STEP_AFTER_COMMIT, "migrate-1", 2);
    assertThatThrownBy(() -> bench.concertina().migrate(rename.version()))
        .isInstanceOf(UnreachableException.class);
    assertThat(fault.fired()).isTrue();
    database.execute("DROP TABLE readings_2");

    assertThatThrownBy(() -> bench.sound().migrate(rename.version()))
        .isInstanceOfSatisfying(
            StepFailedException.class, e -> assertThat(e.code()).isEqualTo("index-invalid"));
    database.execute("DROP INDEX readings_by_n");
    bench.sound().migrate(rename.version());
    assertThat(valid(database)).containsExactly("2,true");
  }

  /** Whether the fault fired; the run is over otherwise. */
  private boolean interrupted(Bench bench, Place place, int visit) {
    Bench.Fault fault = bench.terminateAt(place, "migrate-1", visit);
    try {
      bench.concertina().migrate(rename.version());
      return false;
    } catch (EngineException e) {
      assertThat(fault.fired()).as("%s %s", place, visit).isTrue();
      return true;
    }
  }

  private Bench expanded(TestDatabase database) {
    database.execute(Rename.table(10));
    database.execute(TABLE);
    Bench bench = new Bench(database, rename);
    bench.concertina().expand(rename.migration());
    return bench;
  }

  private static Step step() {
    return new Step.BuildPartitionedIndex(
        "migrate-1", "build the index", INDEX, READINGS, false, "(n, id)", List.of());
  }

  private static List<String> valid(TestDatabase database) {
    return database.query(
        "SELECT count(*) || ',' || bool_and(indisvalid)::text FROM pg_index"
            + " WHERE indrelid::regclass::text LIKE 'readings%'");
  }
}
