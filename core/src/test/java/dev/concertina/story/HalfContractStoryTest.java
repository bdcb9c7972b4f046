package dev.concertina.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.concertina.change.Migration;
import dev.concertina.change.Version;
import dev.concertina.engine.Concertina;
import dev.concertina.engine.ContractOptions;
import dev.concertina.engine.Listener;
import dev.concertina.engine.Settings;
import dev.concertina.plan.Phase;
import dev.concertina.plan.Step;
import dev.concertina.source.MigrationText;
import dev.concertina.source.Sources;
import dev.concertina.story.twin.SchemaSnapshot;
import dev.concertina.testkit.TestDatabase;
import dev.concertina.testkit.TestServers;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Until CONTRACT takes something of the old shape away, `revert` leads back from each of its steps.
 */
class HalfContractStoryTest {

  private static final String SCHEMA =
      """
      CREATE TABLE teams (id int PRIMARY KEY);
      CREATE TABLE users (
        id int PRIMARY KEY,
        team int NOT NULL REFERENCES teams,
        email text NOT NULL UNIQUE CHECK (email <> ''),
        nick text);
      CREATE TABLE log (id int, kind text) PARTITION BY RANGE (id);
      CREATE TABLE log_1 PARTITION OF log FOR VALUES FROM (0) TO (10);
      CREATE UNIQUE INDEX log_by_kind ON log (id, kind);
      INSERT INTO teams VALUES (1);
      INSERT INTO users VALUES (1, 1, 'ann@x', 'ann');
      """;

  private static final String MIGRATION =
      """
      ALTER TABLE users RENAME email TO mail;
      ALTER TABLE users RENAME team TO team_id;
      ALTER TABLE log RENAME kind TO category;
      ALTER TABLE users ADD CONSTRAINT nick_is_long CHECK (length(nick) > 1);
      ALTER TABLE users ALTER nick SET NOT NULL;
      """;

  /** Stops a run before one of its steps. */
  private static final class Stopping implements Listener {
    private String step = "";

    @Override
    public void stepStarted(Version version, Phase phase, Step begun) {
      if (begun.id().equals(step)) {
        throw new IllegalStateException("stopped before " + step);
      }
    }
  }

  @Test
  void it_is_taken_back_from_wherever_it_stopped() {
    try (TestDatabase database = TestServers.pg(18).database()) {
      takenBackFromEachStep(database);
    }
  }

  private static void takenBackFromEachStep(TestDatabase database) {
    database.execute(SCHEMA);
    Stopping stopping = new Stopping();
    Concertina concertina =
        Concertina.connect(
            name -> database.connection(), Settings.defaults(), stopping, Sources.PARSER);
    Migration migration = new MigrationText(Sources.PARSER).of("V7__s.sql", "V7__s.sql", MIGRATION);
    List<Step> contract = concertina.plan(migration).phase(Phase.CONTRACT).steps();
    int firstLoss = firstLoss(contract);
    assertThat(firstLoss).isGreaterThan(10);
    concertina.deploy(migration);
    Application old = new Application(database, "public");
    String migrated = SchemaSnapshot.of(database);
    // Every fourth, and the last: what one step has added, each later one takes back as well.
    for (int i = firstLoss; i > 0; i -= 4) {
      concertina.switchOver(migration.version());
      stopping.step = contract.get(i).id();
      assertThatThrownBy(() -> concertina.contract(migration.version(), ContractOptions.gated()))
          .hasMessageContaining("stopped before");
      stopping.step = "";

      concertina.revert(migration.version());

      assertThat(SchemaSnapshot.of(database)).as("before %s", contract.get(i)).isEqualTo(migrated);
      old.writes(
          "INSERT INTO users VALUES (2, 1, 'bob@x', 'b'), (3, 1, 'cid@x', NULL)",
          "DELETE FROM users WHERE id > 1");
    }
    concertina.switchOver(migration.version());
    concertina.contract(migration.version(), ContractOptions.gated());
    try (TestDatabase twin = database.server().database()) {
      twin.execute(SCHEMA, MIGRATION);
      assertThat(SchemaSnapshot.of(database)).isEqualTo(SchemaSnapshot.of(twin));
    }
  }

  /** The old foreign key goes before anything else. */
  private static int firstLoss(List<Step> contract) {
    for (int i = 0; i < contract.size(); i++) {
      if (contract.get(i).title().startsWith("let the new foreign key")) {
        return i;
      }
    }
    throw new AssertionError("nothing is lost");
  }
}
