package dev.concertina.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonObject;
import dev.concertina.testkit.TestDatabase;
import dev.concertina.testkit.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a user gets wrong, one by one: the exit code, the code of the error, the place, an old
 * application that works, and the same command that succeeds once the cause is mended.
 */
class BadInputTest {

  private static final String ADD = "ALTER TABLE users ADD COLUMN age int;\n";

  @TempDir private Path directory;

  private TestDatabase database;

  @BeforeEach
  void users() {
    database = TestServers.pg(18).database();
    database.execute(
        "CREATE TABLE users (id int PRIMARY KEY, name text)",
        "INSERT INTO users VALUES (1, 'Ada')");
  }

  @AfterEach
  void drop() {
    database.close();
  }

  @Test
  void a_syntax_error() throws IOException {
    file("V1__a.sql", "-- one\nALTER TABEL users ADD age int;\n");

    refused("syntax", "V1__a.sql", 2);
    file("V1__a.sql", ADD);
    succeeds();
  }

  @Test
  void an_unknown_directive() throws IOException {
    file("V1__a.sql", "\n-- concertina: upp = 1\n" + ADD);

    refused("unknown-directive", "V1__a.sql", 2);
    file("V1__a.sql", ADD);
    succeeds();
  }

  @Test
  void two_files_with_one_version() throws IOException {
    file("V1__a.sql", ADD);
    file("V1.0__b.sql", ADD);

    refused("duplicate-version", "V1__a.sql", 1);
    Files.delete(directory.resolve("V1.0__b.sql"));
    succeeds();
  }

  @Test
  void a_version_out_of_order() throws IOException {
    file("V5__a.sql", ADD);
    succeeds();
    file("V3__b.sql", "ALTER TABLE users ADD COLUMN born date;\n");

    refused("out-of-order", "V3__b.sql", 1);
    Files.move(directory.resolve("V3__b.sql"), directory.resolve("V6__b.sql"));
    succeeds();
  }

  @Test
  void an_edited_file_that_was_applied() throws IOException {
    file("V1__a.sql", ADD);
    succeeds();
    file("V1__a.sql", ADD.replace("int", "bigint"));

    refused("edited", "V1__a.sql", 1);
    file("V1__a.sql", ADD);
    succeeds();
  }

  @Test
  void a_table_that_is_not_there() throws IOException {
    file("V1__a.sql", "ALTER TABLE userz ADD COLUMN age int;\n");

    refused("no-such-table", "V1__a.sql", 1);
    file("V1__a.sql", ADD);
    succeeds();
  }

  @Test
  void a_column_that_is_not_there() throws IOException {
    file("V1__a.sql", "ALTER TABLE users RENAME COLUMN nam TO label;\n");

    JsonObject error = refused("no-such-column", "V1__a.sql", 1);

    assertThat(error.getString("hint")).contains("id, name");
    file("V1__a.sql", "ALTER TABLE users RENAME COLUMN name TO label;\n");
    succeeds();
  }

  @Test
  void a_using_that_fails_on_row_70000() throws IOException {
    database.execute(
        "CREATE TABLE orders (id int PRIMARY KEY, amount text)",
        "INSERT INTO orders SELECT i, i::text FROM generate_series(1, 100000) i",
        "UPDATE orders SET amount = '12,5' WHERE id = 70000");
    file(
        "V1__a.sql",
        "ALTER TABLE orders ALTER COLUMN amount TYPE numeric USING amount::numeric;\n");

    JsonObject error = failed(ExitCodes.STEP_FAILED, "rows-differ", run("deploy"));

    assertThat(error.getString("message")).contains("70000", "12,5");
    database.execute(
        "INSERT INTO orders VALUES (100001, '7')",
        "UPDATE orders SET amount = '8' WHERE id = 3",
        "UPDATE orders SET amount = '12.5' WHERE id = 70000");
    succeeds();
    assertThat(run("finish").exit()).isZero();
    assertThat(
            database.query("SELECT amount FROM orders WHERE id IN (3, 70000, 100001) ORDER BY id"))
        .containsExactly("8", "12.5", "7");
  }

  @Test
  void an_unreachable_database_is_named_without_its_password() {
    Run port =
        Run.of("status", "--url", "postgres://u:geheim@localhost:1/shop", "--output", "json");
    Run host = Run.of("status", "--url", "postgres://u:geheim@no.invalid/shop", "--output", "json");

    for (Run run : List.of(port, host)) {
      JsonObject error = failed(ExitCodes.UNREACHABLE, "unreachable", run);
      assertThat(error.getString("message")).contains("/shop").doesNotContain("geheim");
    }
    assertThat(host.out()).contains("no.invalid is not known");
  }

  @Test
  void tls_that_the_server_does_not_have_is_no_question_of_the_password() {
    Run run = Run.of("status", "--url", database.url() + "&sslmode=require", "--output", "json");

    assertThat(failed(ExitCodes.UNREACHABLE, "tls", run).getString("hint")).contains("sslmode");
  }

  @Test
  void a_role_without_rights() throws IOException {
    file("V1__a.sql", ADD);
    withRole(
        role -> {
          failed(ExitCodes.INVALID, "no-rights", as(role, "deploy"));
          failed(ExitCodes.INVALID, "no-rights", as(role, "plan"));
          assertThat(as(role, "status").exit()).isZero();
        });
    succeeds();
  }

  @Test
  void a_role_that_may_not_read_the_journal() throws IOException {
    file("V1__a.sql", "ALTER TABLE users RENAME COLUMN name TO label;\n");
    succeeds();
    withRole(
        role -> {
          for (String command : List.of("status", "plan", "deploy", "finish", "verify", "abort")) {
            failed(ExitCodes.INVALID, "no-rights", as(role, command));
          }
          database.execute(
              "GRANT USAGE ON SCHEMA concertina TO " + role,
              "GRANT SELECT ON ALL TABLES IN SCHEMA concertina TO " + role);
          assertThat(as(role, "status").exit()).isZero();
          failed(ExitCodes.INVALID, "no-rights", as(role, "switch"));
        });
    assertThat(run("finish").exit()).isZero();
  }

  @Test
  void a_schema_that_is_not_there_does_not_mean_another_one() throws IOException {
    file("V1__a.sql", ADD);
    // PostgreSQL would prefer it to its own where a name is looked for.
    database.execute(
        "CREATE FUNCTION trap(name, varchar) RETURNS boolean LANGUAGE plpgsql AS"
            + " $$BEGIN RAISE 'trapped by %', current_query(); END$$",
        "CREATE OPERATOR = (LEFTARG = name, RIGHTARG = varchar, FUNCTION = trap)");

    failed(ExitCodes.INVALID, "no-such-schema", run("plan", "--schema", "shopp"));
    assertThat(run("plan", "--schema", "public").exit()).isZero();
  }

  @Test
  void a_lock_timeout_of_zero_would_be_none() throws IOException {
    file("V1__a.sql", ADD);

    failed(ExitCodes.INVALID, "bad-setting", run("deploy", "--lock-timeout", "0s"));
    succeeds();
  }

  @Test
  void a_reserved_name_for_the_home_schema() throws IOException {
    file("V1__a.sql", ADD);
    Map<String, String> environment = Map.of("CONCERTINA_HOME_SCHEMA", "pg_mine");

    failed(
        ExitCodes.INVALID,
        "bad-setting",
        Run.of(environment, "", arguments(database.url(), "deploy")));
    succeeds();
  }

  @Test
  void an_empty_standard_input_is_not_a_migration_that_is_done() {
    failed(ExitCodes.INVALID, "empty", run("deploy", "-", "--as", "V1__a"));
    assertThat(
            Run.of(Map.of(), ADD, arguments(database.url(), "deploy", "-", "--as", "V1__a")).exit())
        .isZero();
  }

  private interface RoleUse {
    void with(String role);
  }

  private void withRole(RoleUse use) {
    String role = "reader_" + database.name();
    database.execute("CREATE ROLE " + role + " LOGIN");
    try {
      use.with(role);
    } finally {
      database.execute("DROP OWNED BY " + role, "DROP ROLE " + role);
    }
  }

  private void file(String name, String text) throws IOException {
    Files.writeString(directory.resolve(name), text);
  }

  /** That plan and deploy refuse, at this place, and that the old application works. */
  private JsonObject refused(String code, String file, int line) {
    failed(ExitCodes.INVALID, code, run("plan"));
    JsonObject error = failed(ExitCodes.INVALID, code, run("deploy"));
    assertThat(error.getString("file")).isEqualTo(directory.resolve(file).toString());
    assertThat(error.getInt("line")).isEqualTo(line);
    database.execute("UPDATE users SET name = 'Grace' WHERE id = 1");
    return error;
  }

  private static JsonObject failed(int exit, String code, Run run) {
    assertThat(run.exit()).as(run.toString()).isEqualTo(exit);
    assertThat(run.json().getBoolean("ok")).isFalse();
    assertThat(run.json().getInt("exit")).isEqualTo(exit);
    JsonObject error = run.json().getObject("error");
    assertThat(error.getString("code")).as(run.toString()).isEqualTo(code);
    assertThat(error.getString("message")).isNotBlank();
    assertThat(error.getString("hint")).isNotBlank();
    return error;
  }

  private void succeeds() {
    Run run = run("deploy");
    assertThat(run.exit()).as(run.toString()).isZero();
  }

  private Run run(String... words) {
    return Run.of(arguments(database.url(), words));
  }

  private Run as(String role, String... words) {
    return Run.of(arguments(database.url().replace("user=postgres", "user=" + role), words));
  }

  private String[] arguments(String url, String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--url", url, "--migrations", directory.toString(), "--output", "json"));
    return all.toArray(String[]::new);
  }
}
