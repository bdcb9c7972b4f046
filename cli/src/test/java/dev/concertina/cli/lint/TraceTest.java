package dev.concertina.cli.lint;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import dev.concertina.cli.Run;
import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TraceTest {

  private static final String MIGRATION =
      """
      CREATE TABLE users (id int PRIMARY KEY, name varchar(20));
      ALTER TABLE users ALTER COLUMN name TYPE int USING length(name);
      CREATE INDEX CONCURRENTLY on_name ON users (name);
      CREATE INDEX on_both ON users (id, name);
      """;

  @Test
  void an_embedded_server_shows_what_each_statement_locks_and_rewrites() {
    Run run = Run.of(Map.of(), MIGRATION, "lint", "--trace", "--fail-on", "never", "-");

    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("standard input:2  ALTER TABLE users")
        .contains("took        ACCESS EXCLUSIVE on users\n    rewrote     users\n")
        .contains("not seen    it refuses a transaction")
        .contains("took        SHARE on users\n")
        .contains("run on PostgreSQL 18")
        .contains("in 4 statements of 1 script")
        .doesNotContain("foretold");
  }

  @OnEveryServer
  void a_server_of_the_user_does_as_well_and_programs_can_read_it(TestDatabase database) {
    Run run =
        Run.of(Map.of(), MIGRATION, "lint", "--trace-url", database.url(), "--output", "json", "-");

    JsonArray trace = run.json().getArray("trace");
    JsonObject retype = trace.getObject(1);
    assertThat(trace).hasSize(4);
    assertThat(run.json().getString("server"))
        .startsWith(String.valueOf(database.server().major()));
    assertThat(retype.getObject("locks").getString("public.users")).isEqualTo("ACCESS EXCLUSIVE");
    assertThat(retype.getArray("rewritten")).containsExactly("public.users");
    assertThat(retype.getBoolean("as_foretold")).isTrue();
    assertThat(trace.getObject(2).getBoolean("watched")).isFalse();
  }

  @OnEveryServer
  void what_the_server_refuses_is_told_and_is_no_success(TestDatabase database) {
    Run run =
        Run.of(
            Map.of(),
            "COMMENT ON TABLE missing IS 'x';",
            "lint",
            "--fail-on",
            "never",
            "--trace-url",
            database.url(),
            "-");

    assertThat(run.exit()).isEqualTo(3);
    assertThat(run.out()).contains("refused").contains("relation \"missing\" does not exist");
  }
}
