package dev.concertina.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.concertina.journal.State;
import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

class BlockerCancellingTest {

  private final Rename rename = new Rename("7");

  @OnEveryServer
  void a_session_that_is_in_the_way_for_too_long_is_ended_on_record(TestDatabase database)
      throws SQLException {
    database.execute(Rename.table(10));
    Bench bench = new Bench(database, rename);
    bench.settings = cancelling();
    withRole(
        database,
        role -> {
          try (Connection holder = bench.connect("reports", role)) {
            open(holder);

            assertThat(bench.concertina().expand(rename.migration()).state())
                .isEqualTo(State.EXPANDED);

            assertThat(holder.isValid(5)).isFalse();
          }
        });
    assertThat(database.query("SELECT detail FROM concertina.event WHERE what = 'cancelled'"))
        .singleElement()
        .asString()
        .contains("expand-1: pid", "application \"reports\"");
  }

  @OnEveryServer
  void superusers_are_spared_and_so_is_everybody_who_was_not_given_up(TestDatabase database)
      throws SQLException {
    database.execute(Rename.table(10));
    Bench bench = new Bench(database, rename);
    bench.settings = cancelling();
    try (Connection holder = bench.connect("dump", "postgres")) {
      open(holder);
      assertThatThrownBy(() -> bench.concertina().expand(rename.migration()))
          .isInstanceOf(WaitingException.class);
      assertThat(holder.isValid(5)).isTrue();
    }
    assertThat(bench.spared).isNotEmpty().allMatch(why -> why.startsWith("it is a superuser's"));
    bench.settings = Bench.QUICK;
    withRole(
        database,
        role -> {
          try (Connection holder = bench.connect("reports", role)) {
            open(holder);
            assertThatThrownBy(() -> bench.concertina().expand(rename.migration()))
                .isInstanceOf(WaitingException.class);
            assertThat(holder.isValid(5)).isTrue();
          }
        });
    assertThat(database.query("SELECT count(*) FROM concertina.event WHERE what = 'cancelled'"))
        .containsExactly("0");
  }

  private static Settings cancelling() {
    return Bench.QUICK
        .withLocks(Duration.ofMillis(100), Duration.ofSeconds(2))
        .withAllowances(new Allowances(Set.of(), Optional.of(Duration.ofMillis(300))));
  }

  private interface Use {
    void with(String role) throws SQLException;
  }

  private static void withRole(TestDatabase database, Use use) throws SQLException {
    String role = "holder_" + database.name();
    database.execute("CREATE ROLE " + role + " LOGIN", "GRANT SELECT ON users TO " + role);
    try {
      use.with(role);
    } finally {
      database.execute("DROP OWNED BY " + role, "DROP ROLE " + role);
    }
  }

  private static void open(Connection holder) throws SQLException {
    holder.setAutoCommit(false);
    try (Statement statement = holder.createStatement()) {
      statement.execute("SELECT count(*) FROM users");
    }
  }
}
