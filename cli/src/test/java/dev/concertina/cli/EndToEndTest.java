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
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The program as a user meets it: a file, a real database, arguments, an exit code. */
class EndToEndTest {

  private static final String RENAME = "ALTER TABLE users RENAME COLUMN user_name TO full_name;\n";

  @TempDir private Path directory;

  @BeforeEach
  void file() throws IOException {
    Files.writeString(directory.resolve("V7__rename_user_name.sql"), RENAME);
  }

  @OnEveryServer
  void a_rename_goes_all_the_way(TestDatabase database) {
    users(database);

    assertThat(run(database, "deploy").exit()).isZero();
    assertThat(run(database, "await", "migrated").exit()).isZero();
    assertThat(database.query("SELECT full_name FROM users ORDER BY id")).contains("user 1");
    assertThat(phase(run(database, "status", "--output", "json"))).isEqualTo("MIGRATED");

    assertThat(run(database, "finish")).extracting(Run::exit).isEqualTo(0);
    assertThat(phase(run(database, "status", "--output", "json"))).isEqualTo("CONTRACTED");
    assertThat(columns(database)).contains("full_name").doesNotContain("user_name");
  }

  @OnEveryServer
  void a_shut_gate_does_not_keep_the_soak_time_of_another_migration_from_running(
      TestDatabase database) throws IOException {
    users(database);
    database.execute(
        "CREATE EXTENSION pg_stat_statements",
        "CREATE TABLE orders (id int PRIMARY KEY, note text)",
        "INSERT INTO orders VALUES (1, 'soon')");
    Files.writeString(
        directory.resolve("V8__drop_note.sql"), "ALTER TABLE orders DROP COLUMN note;");
    assertThat(run(database, "deploy").exit()).isZero();
    database.query("SELECT user_name FROM users");

    Run finish = run(database, "finish");

    assertThat(finish.exit()).isEqualTo(5);
    assertThat(finish.err()).contains("SELECT user_name FROM users");
    for (String command : List.of("finish", "contract")) {
      Run both = run(database, command, "--override", "the report is mine");
      assertThat(both.exit()).isEqualTo(2);
      assertThat(both.err()).contains("more than one migration could be meant: 7, 8");
    }
    assertThat(
            database.query("SELECT version || ' ' || state FROM concertina.migration ORDER BY 1"))
        .containsExactly("7 SWITCHED", "8 SWITCHED");
    database.execute("UPDATE concertina.soak SET seen_at = since - interval '1 hour'");
    assertThat(run(database, "finish").exit()).isEqualTo(5);
    assertThat(
            database.query("SELECT version FROM concertina.soak WHERE seen_at > since ORDER BY 1"))
        .containsExactly("7", "8");
  }

  @OnEveryServer
  void a_database_that_exists_is_adopted(TestDatabase database) throws IOException {
    users(database);
    Files.writeString(directory.resolve("V1__users.sql"), "CREATE TABLE users (id int);");

    assertThat(run(database, "baseline", "2").exit()).isEqualTo(2);
    assertThat(run(database, "baseline", "1").out()).contains("V1  registered without running it");
    assertThat(run(database, "baseline", "1").out()).contains("nothing to do");
    assertThat(run(database, "status").out()).contains("was in the database before");
    assertThat(run(database, "deploy").exit()).isZero();
    Run contradicted = run(database, "baseline", "7", "--output", "json");
    assertThat(contradicted.exit()).isEqualTo(3);
    assertThat(contradicted.json().getObject("error").getString("code"))
        .isEqualTo("baseline-contradicted");
  }

  @OnEveryServer
  void deploying_again_changes_nothing_and_succeeds(TestDatabase database) {
    users(database);
    run(database, "deploy");

    Run again = run(database, "deploy");

    assertThat(again.exit()).isZero();
    assertThat(again.out()).contains("nothing to do");
  }

  @OnEveryServer
  void deploying_an_older_release_says_what_is_under_way_without_its_file(TestDatabase database)
      throws IOException {
    users(database);
    run(database, "deploy");
    Files.delete(directory.resolve("V7__rename_user_name.sql"));

    Run older = run(database, "deploy");

    assertThat(older.exit()).isZero();
    assertThat(older.err())
        .contains("V7 is MIGRATED, and its file is not in the directory")
        .contains("concertina abort 7 takes it back");
    assertThat(run(database, "finish").exit()).isZero();
    assertThat(run(database, "deploy").err()).doesNotContain("V7");
  }

  @OnEveryServer
  void two_migrations_of_one_table_are_refused_before_the_first_one_runs(TestDatabase database)
      throws IOException {
    users(database);
    Files.writeString(
        directory.resolve("V8__add_email.sql"), "ALTER TABLE users ADD COLUMN email text;");
    Files.writeString(directory.resolve("V9__index.sql"), "CREATE INDEX by_name ON users (id);");

    assertThat(run(database, "plan", "--brief").out())
        .containsIgnoringWhitespaces(
            "concertina deploy refuses them: Migrations 7 and 8 both touch");
    Run both = run(database, "deploy", "--output", "json");

    assertThat(both.exit()).isEqualTo(3);
    assertThat(both.json().getObject("error").getString("code")).isEqualTo("same-release");
    assertThat(columns(database)).containsExactlyInAnyOrder("id", "user_name");
    assertThat(run(database, "deploy", "7").exit()).isZero();
  }

  @OnEveryServer
  void a_deploy_goes_on_with_a_half_done_migration_though_another_is_pending(TestDatabase database)
      throws IOException {
    users(database);
    Files.writeString(directory.resolve("V8__more.sql"), "CREATE TABLE more (id int PRIMARY KEY);");
    assertThat(run(database, "expand", "7").exit()).isZero();
    Run early = run(database, "finish");
    assertThat(early.exit()).isEqualTo(5);
    assertThat(early.err()).contains("migration 7 is not MIGRATED yet", "concertina migrate 7");

    assertThat(run(database, "deploy").exit()).isZero();

    assertThat(columns(database)).contains("user_name", "full_name");
    assertThat(database.query("SELECT to_regclass('more')")).containsExactly("more");
  }

  @OnEveryServer
  void a_file_edited_on_purpose_is_accepted_by_repair(TestDatabase database) throws IOException {
    users(database);
    run(database, "deploy");
    Files.writeString(
        directory.resolve("V7__rename_user_name.sql"), "-- as agreed with Ann\n" + RENAME);
    assertThat(run(database, "deploy").exit()).isEqualTo(3);

    Run explained = run(database, "repair", "--dry-run");
    assertThat(explained.out())
        .contains("V7  rename user name, MIGRATED", "    + -- as agreed with Ann\n")
        .contains("Its later phases run the plan that was stored.")
        .doesNotContain("recorded as it is", "- ALTER");
    assertThat(run(database, "deploy").exit()).isEqualTo(3);
    assertThat(run(database, "repair").out())
        .contains("    + -- as agreed with Ann\n", "V7  recorded");

    assertThat(run(database, "deploy").exit()).isZero();
    assertThat(run(database, "repair").out()).contains("nothing to repair");
    assertThat(run(database, "finish").exit()).isZero();
  }

  @OnEveryServer
  void plan_says_what_the_preflight_would_find(TestDatabase database) {
    users(database);
    assertThat(run(database, "plan", "--output", "json").json().getArray("preflight")).isEmpty();
    database.execute(
        "ALTER DATABASE "
            + database.name()
            + " SET default_transaction_isolation = 'repeatable read'");

    Run plan = run(database, "plan", "--brief");
    assertThat(plan.exit()).isZero();
    assertThat(plan.out())
        .contains("asks (repeatable-read): Transactions are REPEATABLE READ or SERIALIZABLE")
        .contains("--accept", "repeatable-read.");
    JsonObject json = run(database, "plan", "--output", "json").json();
    JsonObject finding = json.getArray("plans").getObject(0).getArray("preflight").getObject(0);
    assertThat(finding.getString("code")).isEqualTo("repeatable-read");
    assertThat(finding.getString("weight")).isEqualTo("asks");
  }

  @OnEveryServer
  void plan_shows_every_phase_and_leaves_no_trace(TestDatabase database) {
    users(database);

    JsonObject plan = run(database, "plan", "--output", "json").json();

    assertThat(plan.getString("version")).isEqualTo("7");
    assertThat(plan.getObject("phases"))
        .containsKeys("EXPAND", "MIGRATE", "SWITCH", "CONTRACT", "ABORT");
    assertThat(run(database, "plan").out()).contains("EXPAND", "next: concertina deploy");
    assertThat(columns(database)).containsExactlyInAnyOrder("id", "user_name");
    assertThat(database.query("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'concertina%'"))
        .isEmpty();
  }

  @OnEveryServer
  void plan_reads_a_file_or_standard_input(TestDatabase database) {
    users(database);

    Run file = run(database, "plan", directory.resolve("V7__rename_user_name.sql").toString());
    Run input = piped(database, RENAME, "plan", "-", "--output", "json");
    Run named = piped(database, RENAME, "plan", "-", "--as", "V8__x", "--output", "json");

    assertThat(file.out()).contains("V7  rename user name");
    assertThat(input.json().getString("version")).isEqualTo("0");
    assertThat(named.json().getString("version")).isEqualTo("8");
  }

  @OnEveryServer
  void a_deploy_from_standard_input_needs_a_name(TestDatabase database) {
    users(database);

    assertThat(piped(database, RENAME, "deploy", "-").exit()).isEqualTo(ExitCodes.USAGE);
    assertThat(piped(database, RENAME, "deploy", "-", "--as", "V7__x").exit()).isZero();
  }

  @OnEveryServer
  void an_abort_leaves_the_table_as_it_was(TestDatabase database) {
    users(database);
    run(database, "expand");

    assertThat(phase(run(database, "abort", "--output", "json"))).isEqualTo("ABORTED");
    assertThat(columns(database)).containsExactlyInAnyOrder("id", "user_name");
  }

  @OnEveryServer
  void up_goes_through_all_phases_at_once(TestDatabase database) {
    users(database);

    assertThat(phase(run(database, "up", "--output", "json"))).isEqualTo("CONTRACTED");
    assertThat(run(database, "up").out()).contains("nothing to do");
  }

  @OnEveryServer
  void up_that_stops_says_how_far_it_has_come(TestDatabase database) throws IOException {
    users(database);
    Files.writeString(directory.resolve("V8__none.sql"), "ALTER TABLE missing DROP COLUMN a;");

    assertThat(run(database, "up").err())
        .contains("1 of 2 migrations are CONTRACTED; the first that is not is V8");
  }

  @OnEveryServer
  void a_phase_out_of_order_is_refused(TestDatabase database) {
    users(database);
    run(database, "expand");

    Run contract = run(database, "contract", "7", "--output", "json");

    assertThat(contract.exit()).isEqualTo(ExitCodes.INVALID);
    assertThat(contract.json().getObject("error").getString("hint")).isNotEmpty();
  }

  @OnEveryServer
  void await_gives_up_in_time(TestDatabase database) {
    users(database);

    Run await = run(database, "await", "migrated", "7", "--timeout", "1ms", "--output", "json");

    assertThat(await.exit()).isEqualTo(ExitCodes.WAITING);
    assertThat(await.json().getObject("error").getString("code")).isEqualTo("await-timeout");
  }

  @OnEveryServer
  void status_shows_files_that_the_journal_does_not_know(TestDatabase database) {
    users(database);

    assertThat(phase(run(database, "status", "--output", "json"))).isEqualTo("PENDING");
    assertThat(run(database, "status").out()).contains("PENDING", "V7", "rename user name");
  }

  @OnEveryServer
  void an_edited_file_is_refused_after_it_was_applied(TestDatabase database) throws IOException {
    users(database);
    run(database, "deploy");
    Files.writeString(
        directory.resolve("V7__rename_user_name.sql"), RENAME.replace("full_name", "display_name"));

    Run deploy = run(database, "deploy", "--output", "json");

    assertThat(deploy.exit()).isEqualTo(ExitCodes.INVALID);
    assertThat(deploy.json().getObject("error").getString("code")).isEqualTo("edited");
  }

  @OnEveryServer
  void a_database_that_cannot_be_reached_exits_with_7(TestDatabase database) {
    String url = database.url().replaceFirst("/test_[0-9]+", "/not_there");

    Run run = Run.of("status", "--url", url, "--output", "json");

    assertThat(run.exit()).isEqualTo(ExitCodes.UNREACHABLE);
    assertThat(run.json().getBoolean("ok")).isFalse();
  }

  @OnEveryServer
  void a_run_that_is_stopped_exits_with_5_and_goes_on_the_next_time(TestDatabase database) {
    users(database);
    Stop stop = new Stop();
    stop.request();

    Run stopped = Run.stoppable(stop, Map.of(), "", arguments(database, "deploy"));

    assertThat(stopped.exit()).isEqualTo(ExitCodes.WAITING);
    assertThat(run(database, "deploy").exit()).isZero();
  }

  private static void users(TestDatabase database) {
    database.execute(
        "CREATE TABLE users (id int PRIMARY KEY, user_name text)",
        "INSERT INTO users SELECT i, 'user ' || i FROM generate_series(1, 1000) i");
  }

  private static List<String> columns(TestDatabase database) {
    return database.query(
        "SELECT column_name FROM information_schema.columns WHERE table_name = 'users'");
  }

  private static String phase(Run run) {
    assertThat(run.exit()).as(run.toString()).isZero();
    return run.json().getArray("migrations").getObject(0).getString("phase");
  }

  private Run run(TestDatabase database, String... words) {
    return piped(database, "", words);
  }

  private Run piped(TestDatabase database, String input, String... words) {
    return Run.of(Map.of(), input, arguments(database, words));
  }

  private String[] arguments(TestDatabase database, String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--url", database.url(), "--migrations", directory.toString()));
    return all.toArray(String[]::new);
  }
}
