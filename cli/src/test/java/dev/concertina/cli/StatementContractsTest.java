package dev.concertina.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonObject;
import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** {@code record}, {@code needs} and {@code releases}: what a release needs, held in CI. */
class StatementContractsTest {

  private static final String PHONE = "SELECT phone FROM users WHERE id = $1";

  @TempDir Path files;

  @OnEveryServer
  void a_release_that_is_live_keeps_a_migration_out_until_it_has_ended(TestDatabase database)
      throws IOException {
    try (database) {
      users(database);
      String drop = write("V7__phone.sql", "ALTER TABLE users DROP COLUMN phone;");
      String file = write("recorded.sql", PHONE + ";\nUPDATE users SET name = $1 WHERE id = $2;\n");

      Run recorded = run(database, "record", "billing", "1.8", "--file", file);
      assertThat(recorded.exit()).as(recorded.err()).isEqualTo(ExitCodes.DONE);
      assertThat(recorded.out())
          .contains("recorded 2 statements of billing 1.8", "next: concertina needs");

      Run needs = run(database, "needs", drop);
      assertThat(needs.exit()).as(needs.err()).isEqualTo(ExitCodes.HAZARD);
      assertThat(needs.out())
          .isEqualTo("V7: billing 1.8 is still live and needs public.users.phone: " + PHONE + "\n");
      assertThat(needs.err()).contains("releases --end");

      JsonObject needed =
          run(database, "needs", drop, "--output", "json").json().getArray("needed").getObject(0);
      assertThat(needed.getString("version")).isEqualTo("7");
      assertThat(needed.getString("application")).isEqualTo("billing");
      assertThat(needed.getString("statement")).isEqualTo(PHONE);

      assertThat(run(database, "releases").out()).startsWith("billing 1.8, 2 statements");
      assertThat(run(database, "releases", "--end", "billing", "1.8").out())
          .contains("no release is recorded as live");
      needs = run(database, "needs", drop);
      assertThat(needs.exit()).as(needs.out()).isEqualTo(ExitCodes.DONE);
      assertThat(needs.out()).contains("no release is recorded as live");
    }
  }

  @OnEveryServer
  void in_ci_a_file_and_a_database_of_the_structure_are_enough(TestDatabase database)
      throws IOException {
    try (database) {
      users(database);
      String drop = write("V7__phone.sql", "ALTER TABLE users DROP COLUMN phone;");
      String old = write("billing-1.8.sql", PHONE + ";");
      String young = write("billing-1.9.sql", "SELECT name FROM users WHERE id = $1;");

      Run both = run(database, "needs", drop, "--release", old, "--release", young);
      assertThat(both.exit()).isEqualTo(ExitCodes.HAZARD);
      assertThat(both.out()).contains("billing 1.8").doesNotContain("billing 1.9");

      Run one = run(database, "needs", drop, "--release", young);
      assertThat(one.exit()).as(one.out() + one.err()).isEqualTo(ExitCodes.DONE);
      assertThat(database.query("SELECT 1 FROM pg_namespace WHERE nspname = 'concertina'"))
          .isEmpty();
    }
  }

  @OnEveryServer
  void what_cannot_be_recorded_or_ended_is_said(TestDatabase database) throws IOException {
    try (database) {
      users(database);
      Run counted = run(database, "record", "billing", "1.8", "--role", "nobody");
      assertThat(counted.exit()).isEqualTo(ExitCodes.INVALID);
      assertThat(counted.err()).contains("pg_stat_statements", "--file");

      database.execute("CREATE EXTENSION pg_stat_statements");
      run(database, "record", "billing", "1.8", "--file", write("recorded.sql", PHONE));
      Run nobody = run(database, "record", "billing", "1.8", "--role", "nobody");
      assertThat(nobody.exit()).isEqualTo(ExitCodes.INVALID);
      assertThat(nobody.err()).contains("no statement of a role nobody", "--file");
      assertThat(run(database, "releases").out()).startsWith("billing 1.8, 1 statements");
      assertThat(run(database, "record", " ", "1", "--role", "nobody").exit())
          .isEqualTo(ExitCodes.USAGE);

      String broken = write("broken.sql", PHONE + ";\nSELEC 1;\n");
      Run syntax = run(database, "record", "billing", "1.8", "--file", broken);
      assertThat(syntax.exit()).isEqualTo(ExitCodes.INVALID);
      assertThat(syntax.err()).contains("broken.sql:2", "syntax error at or near", "semicolon");

      Run ended = run(database, "releases", "--end", "billing", "9.9");
      assertThat(ended.exit()).isEqualTo(ExitCodes.INVALID);
      assertThat(ended.err()).contains("billing 9.9", "concertina releases");

      Run empty = run(database, "record", "billing", "1.8", "--file", write("none.sql", "-- \n"));
      assertThat(empty.exit()).isEqualTo(ExitCodes.INVALID);
      assertThat(empty.err()).contains("none.sql");

      Run nameless =
          run(
              database,
              "needs",
              write("V7__phone.sql", "ALTER TABLE users DROP COLUMN phone;"),
              "--release",
              write("nameless.sql", PHONE));
      assertThat(nameless.exit()).isEqualTo(ExitCodes.USAGE);
      assertThat(nameless.err()).contains("nameless.sql", "billing-1.8.sql");
    }
  }

  private static void users(TestDatabase database) {
    database.execute("CREATE TABLE users (id int PRIMARY KEY, name text, phone text)");
  }

  private static Run run(TestDatabase database, String... command) {
    List<String> args = new ArrayList<>(List.of("--url", database.url()));
    args.addAll(List.of(command));
    return Run.of(args.toArray(String[]::new));
  }

  private String write(String name, String text) throws IOException {
    return Files.writeString(files.resolve(name), text).toString();
  }
}
