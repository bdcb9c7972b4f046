package dev.concertina.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.concertina.change.MigrationException;
import dev.concertina.source.Sources;
import dev.concertina.testkit.Cable;
import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.PgBouncer;
import dev.concertina.testkit.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/** Behind a transaction pooler, what a session sets would come to the application. */
class PoolerTest {

  /** What Concertina's sessions set, and PgBouncer does not. */
  private static final String OURS =
      """
      SELECT concat_ws(' ', current_setting('lock_timeout'), current_setting('row_security'),
        current_setting('session_replication_role'), current_setting('default_transaction_isolation'),
        current_setting('idle_in_transaction_session_timeout'), current_setting('search_path'),
        current_setting('concertina.users_path', true))\
      """;

  private final Rename rename = new Rename("7");

  @OnEveryServer
  void a_handshake_that_names_another_backend_is_refused(TestDatabase database) {
    try (Cable cable = Cable.likeAPooler(database)) {
      refused(database, cable.url());
    }
  }

  /** Debian's package is enough; neither the build nor another test needs it. */
  @OnEveryServer
  void pgbouncer_in_transaction_mode_is_refused_and_nothing_is_left_in_its_sessions(
      TestDatabase database) throws SQLException {
    Optional<Path> program = PgBouncer.program();
    if (program.isEmpty()) {
      String why = "PgBouncer is not installed: not tried against a real one";
      System.out.println(why);
      abort(why);
    }
    try (PgBouncer pooler = PgBouncer.inFrontOf(database, program.orElseThrow())) {
      refused(database, pooler.url());
      for (int i = 0; i < 5; i++) {
        try (Connection application = DriverManager.getConnection(pooler.url());
            Statement statement = application.createStatement();
            ResultSet settings = statement.executeQuery(OURS)) {
          assertThat(settings.next()).isTrue();
          assertThat(settings.getString(1))
              .isEqualTo("0 on origin read committed 0 \"$user\", public");
        }
      }
    }
  }

  private void refused(TestDatabase database, String url) {
    database.execute(Rename.table(1));
    Bench bench = new Bench(database, rename);
    Concertina concertina =
        Concertina.connect(
            name -> DriverManager.getConnection(url),
            Bench.QUICK,
            Listener.SILENT,
            Sources.PARSER,
            (migration, connection) -> bench.plan);
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> concertina.expand(rename.migration()))
          .isInstanceOfSatisfying(
              MigrationException.class,
              e -> {
                assertThat(e.code()).isEqualTo("pooler");
                assertThat(e.hint()).contains("address of the server itself");
              });
    }
    assertThat(database.query("SELECT to_regnamespace('concertina')::text"))
        .containsExactly("NULL");
  }
}
