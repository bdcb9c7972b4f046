package dev.concertina.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.concertina.change.Migration;
import dev.concertina.engine.Concertina;
import dev.concertina.engine.ContractOptions;
import dev.concertina.engine.Listener;
import dev.concertina.engine.Settings;
import dev.concertina.engine.WaitingException;
import dev.concertina.source.MigrationText;
import dev.concertina.source.Sources;
import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;
import java.util.List;

/** A release that is recorded as live keeps what it needs, whether or not it has called it. */
class ReleaseWitnessTest {

  private static final Migration DROP =
      new MigrationText(Sources.PARSER)
          .of("V7__phone.sql", "V7__phone.sql", "ALTER TABLE users DROP COLUMN phone;");

  @OnEveryServer
  void contractWaitsUntilTheReleaseThatNeedsTheColumnHasLeft(TestDatabase database) {
    try (database;
        Concertina concertina = migrated(database)) {
      concertina
          .releases()
          .record(
              "billing",
              "1.8",
              List.of("SELECT id FROM users", "SELECT phone FROM users WHERE id = $1"));
      concertina.releases().record("billing", "1.9", List.of("SELECT id FROM users"));

      assertThatThrownBy(() -> concertina.finish(DROP.version(), ContractOptions.gated()))
          .isInstanceOfSatisfying(
              WaitingException.class,
              shut ->
                  assertThat(shut.reasons())
                      .containsExactly(
                          "The release billing 1.8 is recorded as live, and `SELECT phone FROM users"
                              + " WHERE id = $1` uses public.users.phone. When it has left:"
                              + " concertina releases --end billing 1.8."));

      assertThat(concertina.releases().end("billing", "1.8")).isTrue();
      concertina.finish(DROP.version(), ContractOptions.gated());
      assertThat(database.query("SELECT attname FROM pg_attribute WHERE attname = 'phone'"))
          .isEmpty();
    }
  }

  @OnEveryServer
  void whatCannotBeToldIsLeftToTheStatementsThatAreCounted(TestDatabase database) {
    try (database;
        Concertina concertina = migrated(database)) {
      concertina
          .releases()
          .record("billing", "1.8", List.of("CLUSTER users", "SELECT * FROM gone"));
      concertina.finish(DROP.version(), ContractOptions.gated());
    }
  }

  private static Concertina migrated(TestDatabase database) {
    database.execute("CREATE TABLE users (id int PRIMARY KEY, phone text)");
    Concertina concertina =
        Concertina.connect(
            name -> database.connection(), Settings.defaults(), new Listener() {}, Sources.PARSER);
    concertina.deploy(DROP);
    return concertina;
  }
}
