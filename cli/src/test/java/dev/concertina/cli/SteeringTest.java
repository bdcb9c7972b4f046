package dev.concertina.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonObject;
import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What people order from another process, and what they see of it. */
class SteeringTest {

  @TempDir private Path directory;

  @BeforeEach
  void file() throws IOException {
    Files.writeString(
        directory.resolve("V7__rename.sql"),
        "ALTER TABLE users RENAME COLUMN user_name TO full_name;\n");
  }

  @OnEveryServer
  void a_pause_holds_the_next_run_until_resume(TestDatabase database) {
    users(database);

    Run pause = run(database, "pause", "--reason", "until the sale is over");
    assertThat(pause.exit()).isZero();
    assertThat(pause.out()).contains("paused by", "until the sale", "next: concertina resume");
    assertThat(pause.out()).containsPattern("at [-0-9]+T[0-9]{2}:[0-9]{2}:[0-9]{2}Z");

    Run deploy = run(database, "deploy", "--output", "json");
    assertThat(deploy.exit()).isEqualTo(ExitCodes.WAITING);
    JsonObject error = deploy.json().getObject("error");
    assertThat(error.getString("code")).isEqualTo("paused");
    assertThat(error.getString("message")).contains("until the sale is over");
    assertThat(error.getString("hint")).contains("concertina resume");
    assertThat(run(database, "status").out()).contains("paused by").doesNotContain("failed");
    assertThat(run(database, "status", "--output", "json").json().getObject("paused"))
        .containsEntry("reason", "until the sale is over");

    Run resume = run(database, "resume", "--output", "json");
    assertThat(resume.json().getBoolean("resumed")).isTrue();
    assertThat(run(database, "resume").out()).contains("nothing was paused");
    assertThat(run(database, "deploy").exit()).isZero();
    assertThat(run(database, "status", "--output", "json").json().isNull("paused")).isTrue();
  }

  @OnEveryServer
  void throttle_says_where_each_limit_comes_from(TestDatabase database) throws IOException {
    Path toml = directory.resolve("concertina.toml");
    Files.writeString(toml, "max-lag = \"3s\"\nduty = \"80%\"\n");
    Map<String, String> environment =
        Map.of("CONCERTINA_CONFIG", toml.toString(), "CONCERTINA_DUTY", "70%");

    JsonObject before = limits(database, environment);
    assertThat(before.getObject("workers").getString("source")).isEqualTo("default");
    assertThat(before.getObject("max-lag").getString("value")).isEqualTo("3s");
    assertThat(before.getObject("max-lag").getString("where")).endsWith("concertina.toml:1");
    assertThat(before.getObject("duty").getString("value")).isEqualTo("70%");
    assertThat(before.getObject("duty").getString("where")).isEqualTo("CONCERTINA_DUTY");

    Run set = run(database, "throttle", "--workers", "2", "--max-lag", "2s", "--wal-rate=50MB");
    assertThat(set.out())
        .containsPattern("workers +2 +throttle by postgres \\(.*\\) at .*:[0-9]{2}Z");

    JsonObject after = limits(database, environment);
    assertThat(after.getObject("max-lag").getString("value")).isEqualTo("2s");
    assertThat(after.getObject("max-lag").getString("source")).isEqualTo("steering");
    assertThat(after.getObject("max-lag").getString("by")).startsWith("postgres (");
    assertThat(after.getObject("wal-rate").getString("value")).isEqualTo("50MB");
    assertThat(after.getObject("duty").getString("source")).isEqualTo("configuration");

    run(database, "throttle", "--reset");
    assertThat(limits(database, environment).getObject("max-lag").getString("value"))
        .isEqualTo("3s");
    assertThat(database.query("SELECT what FROM concertina.event ORDER BY id"))
        .containsExactly("throttle", "throttle");
  }

  @OnEveryServer
  void throttle_without_an_option_only_reads(TestDatabase database) {
    assertThat(run(database, "throttle").exit()).isZero();
    assertThat(database.query("SELECT nspname FROM pg_namespace WHERE nspname = 'concertina'"))
        .isEmpty();
  }

  @OnEveryServer
  void watch_ends_with_what_a_person_has_to_do(TestDatabase database) {
    users(database);
    assertThat(run(database, "watch").out()).contains("nothing to watch");

    run(database, "deploy");
    Run done = run(database, "watch", "7");
    assertThat(done.exit()).isZero();
    assertThat(done.out()).contains("MIGRATED", "concertina finish 7");
  }

  @OnEveryServer
  void watch_of_a_phase_that_nobody_runs_says_how_to_go_on(TestDatabase database) {
    users(database);
    run(database, "expand");
    run(database, "pause");
    run(database, "migrate");

    Run watch = run(database, "watch");

    assertThat(watch.exit()).isEqualTo(ExitCodes.WAITING);
    assertThat(watch.out()).contains("V7 MIGRATE", "concertina migrate 7");
    assertThat(watch.err())
        .contains("no run is at work any more; not complete: V7 MIGRATE")
        .contains("next:  concertina migrate 7");
  }

  @OnEveryServer
  void a_shut_gate_waits_and_watch_and_status_name_one_way_on(TestDatabase database)
      throws SQLException {
    users(database);
    try (Connection old = database.connection()) {
      assertThat(old.isValid(5)).isTrue();
      run(database, "deploy");
      assertThat(run(database, "finish").exit()).isEqualTo(ExitCodes.WAITING);

      Run status = run(database, "status");
      assertThat(status.out())
          .containsPattern("begun +CONTRACT, 0 of 3 steps are done")
          .containsPattern("gate +shut")
          .contains("concertina finish 7", "concertina revert 7")
          .doesNotContain("failed", "contract 7");
      Run watch = run(database, "watch");
      assertThat(watch.exit()).isEqualTo(ExitCodes.WAITING);
      assertThat(watch.out())
          .contains("  shut ask whether anything still uses the old shape")
          .doesNotContain("✗", "failed", "contract 7");
      assertThat(watch.err()).contains("next:  concertina finish 7");
      assertThat(
              database.query("SELECT state FROM concertina.step WHERE kind = 'gate' AND run > 2"))
          .containsExactly("WAITING");
    }
    assertThat(run(database, "status").out()).containsPattern("gate +open").doesNotContain("shut");
    assertThat(run(database, "finish").exit()).isZero();
  }

  @OnEveryServer
  void a_phase_that_failed_and_was_given_up_is_not_shown_as_failed(TestDatabase database) {
    users(database);
    database.execute("ALTER TABLE users ADD CONSTRAINT a_check CHECK (id > 0)");
    run(database, "expand");
    database.execute("ALTER TABLE users ADD CONSTRAINT no CHECK (full_name IS NULL) NOT VALID");
    assertThat(run(database, "migrate").exit()).isEqualTo(ExitCodes.STEP_FAILED);
    assertThat(run(database, "status").out()).contains("failed");

    database.execute("ALTER TABLE users DROP CONSTRAINT no");
    assertThat(run(database, "abort").exit()).isZero();

    assertThat(run(database, "status").out()).contains("ABORTED").doesNotContain("failed");
  }

  private JsonObject limits(TestDatabase database, Map<String, String> environment) {
    Run run = Run.of(environment, "", arguments(database, "throttle", "--output", "json"));
    assertThat(run.exit()).as(run.toString()).isZero();
    return run.json().getObject("limits");
  }

  private static void users(TestDatabase database) {
    database.execute(
        "CREATE TABLE users (id int PRIMARY KEY, user_name text)",
        "INSERT INTO users SELECT i, 'user ' || i FROM generate_series(1, 1000) i");
  }

  private Run run(TestDatabase database, String... words) {
    return Run.of(Map.of(), "", arguments(database, words));
  }

  private String[] arguments(TestDatabase database, String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--url", database.url(), "--migrations", directory.toString()));
    return all.toArray(String[]::new);
  }
}
