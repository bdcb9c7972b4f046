package dev.concertina.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonObject;
import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** {@code concertina check}, from statements of a file and of the server. */
class CheckTest {

  @TempDir Path files;

  @OnEveryServer
  void names_what_breaks_in_the_window_and_what_the_gate_will_wait_for(TestDatabase database)
      throws IOException {
    try (database) {
      database.execute("CREATE TABLE users (id bigint PRIMARY KEY, user_name text, email text)");
      Path migration =
          write("V7__rename.sql", "ALTER TABLE users RENAME COLUMN user_name TO full_name;");
      Path star = write("star.sql", "SELECT * FROM users WHERE id = $1;");
      Run run =
          Run.of(
              "--url",
              database.url(),
              "check",
              migration.toString(),
              "--statements",
              star.toString());
      assertThat(run.exit()).as(run.err()).isEqualTo(ExitCodes.HAZARD);
      assertThat(run.out()).contains("EXPAND", "changes its answer", "SELECT * FROM users");

      Path named = write("named.sql", "SELECT user_name FROM users; SELECT id FROM users;");
      run =
          Run.of(
              "--url",
              database.url(),
              "--output",
              "json",
              "check",
              migration.toString(),
              "--statements",
              named.toString());
      assertThat(run.exit()).as(run.err()).isEqualTo(ExitCodes.DONE);
      JsonObject check = run.json().getArray("checks").getObject(0);
      assertThat(check.getBoolean("safe")).isTrue();
      assertThat(check.getArray("impacts")).hasSize(1);
      JsonObject impact = check.getArray("impacts").getObject(0);
      assertThat(impact.getString("phase")).isEqualTo("CONTRACT");
      assertThat(impact.getString("effect")).isEqualTo("breaks");
      assertThat(impact.getString("reason")).contains("user_name");
      assertThat(database.query("SELECT count(*) FROM pg_database WHERE datname ~ '_check_'"))
          .containsExactly("0");
    }
  }

  @OnEveryServer
  void takes_what_runs_from_the_server_or_says_what_is_missing(TestDatabase database)
      throws IOException {
    try (database) {
      database.execute("CREATE TABLE users (id bigint PRIMARY KEY, city text)");
      Path migration = write("V7__city.sql", "ALTER TABLE users ADD COLUMN town text;");
      Run run = Run.of("--url", database.url(), "check", migration.toString());
      assertThat(run.exit()).isEqualTo(ExitCodes.INVALID);
      assertThat(run.err()).contains("pg_stat_statements", "--statements");

      database.execute("CREATE EXTENSION pg_stat_statements");
      assertThat(database.query("SELECT id FROM users WHERE city = 'Ulm'")).isEmpty();
      run = Run.of("--url", database.url(), "check", migration.toString());
      assertThat(run.exit()).as(run.out() + run.err()).isEqualTo(ExitCodes.DONE);
      database.query("SELECT * FROM users WHERE id = 5");
      run = Run.of("--url", database.url(), "check", migration.toString());
      assertThat(run.exit()).as(run.out() + run.err()).isEqualTo(ExitCodes.HAZARD);
      assertThat(run.out())
          .contains("called once by role postgres")
          .doesNotContain("concertina_check_");

      Run.of("--url", database.url(), "--migrations", files.toString(), "deploy");
      run = Run.of("--url", database.url(), "check", migration.toString());
      assertThat(run.exit()).isEqualTo(ExitCodes.INVALID);
      assertThat(run.err()).contains("Migration 7 has begun here", "concertina status");
    }
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(files.resolve(name), text);
  }
}
