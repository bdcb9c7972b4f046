package dev.concertina.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonObject;
import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** SIGTERM, as a platform sends it: the process ends itself with 5, wherever it is. */
@DisabledOnOs(OS.WINDOWS)
class SignalsTest {

  private static final String ACTIVE =
      "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
          + " AND application_name LIKE 'concertina:%' AND state = 'active' AND query LIKE '";

  @TempDir private Path directory;

  @BeforeEach
  void file() throws IOException {
    Files.writeString(
        directory.resolve("V7__rename.sql"),
        "ALTER TABLE users RENAME COLUMN user_name TO full_name;\n");
  }

  @OnEveryServer
  void a_backfill_ends_after_its_open_batch(TestDatabase database) throws Exception {
    users(database);
    Run.of(arguments(database, "expand"));
    try (Connection other = holding(database, "SELECT FROM users WHERE id = 20000 FOR UPDATE")) {
      end(database, "SELECT count(*) FROM concertina.backfill WHERE rows_done > 0", "migrate");
      other.rollback();
    }

    assertThat(Run.of(arguments(database, "deploy")).exit()).isZero();
  }

  @OnEveryServer
  void a_run_that_is_held_says_why_goes_on_when_let_and_ends_when_asked(TestDatabase database)
      throws Exception {
    users(database);
    Run.of(arguments(database, "expand"));
    String[] held =
        arguments(database, "migrate", "--throttle-query", "SELECT true /* of the test */");
    try (Started run = Started.of(Map.of(), held)) {
      run.await("it is held", () -> "throttle-query".equals(holds(database)));
      JsonObject backfill = backfill(database);
      assertThat(backfill.getBoolean("running")).isTrue();
      assertThat(backfill.getString("throttle_reason")).isNotEmpty();
      assertThat(backfill.getObject("limits").getString("throttle-query")).contains("of the test");

      Run.of(arguments(database, "pause", "--reason", "lunch"));
      run.await("it is paused", () -> text(run).contains("lunch"));
      assertThat(holds(database)).isEqualTo("paused");
      run.terminate();
      assertThat(run.exit()).as(run.text()).isEqualTo(ExitCodes.WAITING);
      assertThat(run.text()).contains("throttled by throttle-query", "lunch", "Stopped");
    }
    assertThat(Run.of(arguments(database, "status")).out()).contains("no run is at work", "lunch");

    Run.of(arguments(database, "resume"));
    try (Started run = Started.of(Map.of(), held)) {
      run.await("it is held", () -> "throttle-query".equals(holds(database)));
      Run.of(arguments(database, "throttle", "--throttle-query", "off"));
      assertThat(run.exit()).as(run.text()).isZero();
    }
  }

  @OnEveryServer
  void an_index_build_is_cancelled(TestDatabase database) throws Exception {
    users(database);
    Run.of(arguments(database, "expand"));
    try (Connection other = holding(database, "SELECT count(*) FROM users")) {
      end(database, ACTIVE + "CREATE INDEX CONCURRENTLY%'", "migrate");
      other.rollback();
    }

    assertThat(Run.of(arguments(database, "deploy")).exit()).isZero();
    assertThat(database.query("SELECT count(*) FROM pg_index WHERE NOT indisvalid"))
        .containsExactly("0");
  }

  @OnEveryServer
  void a_wait_for_a_lock_ends(TestDatabase database) throws Exception {
    users(database);
    try (Connection other = holding(database, "SELECT count(*) FROM users")) {
      end(database, ACTIVE + "LOCK TABLE%'", "deploy");
      other.rollback();
    }

    assertThat(Run.of(arguments(database, "deploy")).exit()).isZero();
  }

  @OnEveryServer
  void a_wait_for_others_ends(TestDatabase database) throws Exception {
    users(database);
    try (Started await = Started.of(Map.of(), arguments(database, "await", "migrated"))) {
      await.await("it waits", () -> text(await).contains("waiting for V7"));
      await.terminate();
      assertThat(await.exit()).as(await.text()).isEqualTo(ExitCodes.WAITING);
    }
  }

  @Test
  void a_lint_ends_at_once_and_speaks_of_no_step() throws Exception {
    try (Started lint = Started.reading("lint", "-")) {
      lint.give("-- more than a pipe holds\n".repeat(20_000).getBytes(StandardCharsets.UTF_8));
      lint.terminate();
      assertThat(lint.exit()).as(lint.text()).isEqualTo(ExitCodes.WAITING);
      assertThat(lint.text())
          .isEqualToIgnoringNewLines("stopped before the end: run the same command again");
    }
  }

  @Test
  void the_demo_ends_with_its_server() throws Exception {
    try (Started demo = Started.of(Map.of(), "demo", "--rows", "20000")) {
      demo.await("requests come", () -> text(demo).contains("new application starts"));
      demo.terminate();
      assertThat(demo.exit()).as(demo.text()).isEqualTo(ExitCodes.WAITING);
      assertThat(demo.text()).contains("stopped on request").doesNotContain("in the middle");
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void a_result_that_cannot_be_written_is_no_success() throws Exception {
    Path full = Path.of("/dev/full");
    try (Started version = Started.to(full, Map.of(), "--version")) {
      assertThat(version.exit()).isEqualTo(ExitCodes.INTERNAL);
      assertThat(version.text()).contains("standard output could not be written");
    }
  }

  private void end(TestDatabase database, String when, String command) throws Exception {
    try (Started run = Started.of(Map.of(), arguments(database, command))) {
      run.await(when, () -> isTrue(database, when));
      run.terminate();
      assertThat(run.exit()).as(run.text()).isEqualTo(ExitCodes.WAITING);
      assertThat(run.text()).contains("Stopped on request").doesNotContain("in the middle");
    }
  }

  /** What the run at work says that it is held by. */
  private @Nullable String holds(TestDatabase database) {
    JsonObject backfill = backfill(database);
    return backfill.getBoolean("running") ? backfill.getString("throttled_by") : null;
  }

  private JsonObject backfill(TestDatabase database) {
    JsonObject status = Run.of(arguments(database, "status", "--output", "json")).json();
    return status.getArray("migrations").getObject(0).getObject("backfill", new JsonObject());
  }

  private static boolean isTrue(TestDatabase database, String count) {
    boolean journal =
        !count.contains("concertina.backfill")
            || !database.query("SELECT to_regclass('concertina.backfill')::text").contains(null);
    return journal && !database.query(count).contains("0");
  }

  private static String text(Started run) {
    try {
      return run.text();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Connection holding(TestDatabase database, String sql) throws SQLException {
    Connection connection = DriverManager.getConnection(database.url());
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
    return connection;
  }

  private static void users(TestDatabase database) {
    database.execute(
        "CREATE TABLE users (id int PRIMARY KEY, user_name text)",
        "CREATE INDEX users_user_name ON users (user_name)",
        "INSERT INTO users SELECT i, 'user ' || i FROM generate_series(1, 20000) i");
  }

  private String[] arguments(TestDatabase database, String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--url", database.url(), "--migrations", directory.toString()));
    return all.toArray(String[]::new);
  }
}
