package dev.concertina.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.testkit.TestDatabase;
import dev.concertina.testkit.TestServers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Input that is broken on purpose: it is refused with its code, never crashes, and leaves the
 * database as it was.
 */
class HostileInputTest {

  private static final String ADD = "ALTER TABLE users ADD COLUMN age int;\n";

  private static final int STATEMENTS = Boolean.getBoolean("concertina.faults.all") ? 10_000 : 200;

  @TempDir private Path directory;

  private TestDatabase database;

  @BeforeEach
  void users() {
    database = TestServers.pg(18).database();
    database.execute("CREATE TABLE users (id int PRIMARY KEY, name text)");
  }

  @AfterEach
  void drop() {
    database.close();
  }

  @Test
  void empty_files() throws IOException {
    for (String text : List.of("", " \n\t\n", "\ufeff", "\r\n")) {
      file("V1__a.sql", text.getBytes(StandardCharsets.UTF_8));
      refused(Set.of("empty"));
    }
    Files.delete(directory.resolve("V1__a.sql"));
    file("V1__a.yaml", new byte[0]);
    refused(Set.of("yaml-refused"));
  }

  @Test
  void bytes_that_are_no_text() throws IOException {
    file("V1__a.sql", new byte[] {(byte) 0xc3, (byte) 0x28, (byte) 0xff});
    refused(Set.of("not-utf8"));
    file("V1__a.sql", (ADD + "-- \0 here\n").getBytes(StandardCharsets.UTF_8));
    refused(Set.of("nul", "syntax", "not-utf8"));
    file("V1__a.sql", ADD.getBytes(StandardCharsets.UTF_16));
    refused(Set.of("not-utf8"));
    byte[] zip = {'P', 'K', 3, 4, 0, 0, 0, (byte) 0x99, (byte) 0xfe};
    file("V1__a.sql", zip);
    refused(Set.of("not-utf8", "nul", "syntax"));
  }

  @Test
  void a_byte_order_mark_and_the_line_ends_of_windows_are_text() throws IOException {
    file(
        "V1__a.sql",
        ("\ufeff-- a\r\n" + ADD.replace("\n", "\r\n")).getBytes(StandardCharsets.UTF_8));
    assertThat(run("deploy").exit()).isZero();
  }

  @Test
  void psql_commands_and_data_of_copy() throws IOException {
    for (String text :
        List.of(
            "\\connect other\n" + ADD,
            "\\! rm -rf /\n",
            "\\i other.sql\n",
            "COPY users (id, name) FROM stdin;\n1\tAda\n2\tBob\n\\.\n" + ADD,
            "COPY users TO PROGRAM 'cat > /tmp/x';\n")) {
      file("V1__a.sql", text.getBytes(StandardCharsets.UTF_8));
      refused(Set.of("syntax", "psql", "copy-data", "not-understood", "unsupported"));
    }
  }

  @Test
  void deep_nesting() throws IOException {
    String deep = "(".repeat(50_000) + "1" + ")".repeat(50_000);
    file(
        "V1__a.sql",
        ("ALTER TABLE users ADD CHECK (id > " + deep + ");").getBytes(StandardCharsets.UTF_8));
    refused(Set.of("too-deep", "too-complex", "syntax", "too-large"));
    String comments = "/*".repeat(100_000);
    file("V1__a.sql", (comments + ADD).getBytes(StandardCharsets.UTF_8));
    refused(Set.of("too-deep", "too-complex", "syntax", "too-large"));
  }

  @Test
  void many_statements_with_a_mistake_in_the_last_one() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < STATEMENTS; i++) {
      text.append("CREATE TABLE t").append(i).append(" (id int);\n");
    }
    text.append("ALTER TABEL x;\n");
    file("V1__a.sql", text.toString().getBytes(StandardCharsets.UTF_8));
    refused(Set.of("syntax", "too-large", "too-many"));
  }

  @Test
  void a_file_of_a_hundred_megabytes() throws IOException {
    byte[] line = ("-- " + "x".repeat(1020) + "\n").getBytes(StandardCharsets.UTF_8);
    try (var out = Files.newOutputStream(directory.resolve("V1__a.sql"))) {
      for (int i = 0; i < 100_000; i++) {
        out.write(line);
      }
    }
    refused(Set.of("too-large"));
  }

  @Test
  void yaml_that_grows_loops_or_runs_code() throws IOException {
    StringBuilder bomb = new StringBuilder("a: &a [x,x,x,x,x,x,x,x,x]\n");
    for (char c = 'b'; c < 'k'; c++) {
      char before = (char) (c - 1);
      bomb.append(c + ": &" + c + " [" + ("*" + before + ",").repeat(8) + "*" + before + "]\n");
    }
    for (String text :
        List.of(
            bomb.toString(),
            "changes: &x [*x]\n",
            "changes: !!javax.script.ScriptEngineManager [!!java.net.URL [\"http://x\"]]\n",
            "changes:\n" + "  ".repeat(200) + "- ".repeat(20_000) + "1\n",
            "[".repeat(50_000),
            "{".repeat(50_000) + "a",
            "changes: {}\n---\nchanges: []\n",
            "a: 1\na: 2\n",
            "%YAML 9.9\n---\nchanges: []\n",
            "changes:\n\t- x\n")) {
      file("V1__a.yaml", text.getBytes(StandardCharsets.UTF_8));
      Run run = run("plan");
      assertThat(run.exit())
          .as(text.substring(0, Math.min(60, text.length())))
          .isEqualTo(ExitCodes.INVALID);
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void links_that_lead_in_circles_or_nowhere() throws IOException {
    Files.createSymbolicLink(directory.resolve("V1__a.sql"), directory.resolve("V2__b.sql"));
    Files.createSymbolicLink(directory.resolve("V2__b.sql"), directory.resolve("V1__a.sql"));
    assertThat(run("plan").exit()).isEqualTo(ExitCodes.INVALID);
    Files.delete(directory.resolve("V1__a.sql"));
    Files.delete(directory.resolve("V2__b.sql"));

    Files.createSymbolicLink(directory.resolve("down"), directory);
    file("V1__a.sql", ADD.getBytes(StandardCharsets.UTF_8));
    assertThat(run("deploy").exit()).isZero();
    Files.createDirectory(directory.resolve("V2__b.sql"));
    assertThat(run("plan").exit()).isIn(ExitCodes.DONE, ExitCodes.INVALID);
  }

  @Test
  void names_and_values_that_try_to_be_sql_are_names_and_values() throws IOException {
    String name = "na\"me; DROP TABLE users; --$$'\\";
    String quoted = "\"" + name.replace("\"", "\"\"") + "\"";
    database.execute(
        "CREATE TABLE " + quoted + " (id int PRIMARY KEY, " + quoted + " text)",
        "INSERT INTO " + quoted + " VALUES (1, '$$; DROP TABLE users; --')",
        "COMMENT ON COLUMN " + quoted + "." + quoted + " IS '''; DROP TABLE users; --'");
    file(
        "V1__a.sql",
        ("ALTER TABLE " + quoted + " RENAME COLUMN " + quoted + " TO \"$concertina$ ' \"\" x\";")
            .getBytes(StandardCharsets.UTF_8));

    for (String command : List.of("plan", "deploy", "status", "verify", "finish")) {
      Run run = run(command);
      assertThat(run.exit()).as(run.toString()).isZero();
    }

    assertThat(database.query("SELECT \"$concertina$ ' \"\" x\" FROM " + quoted))
        .containsExactly("$$; DROP TABLE users; --");
    assertThat(database.query("SELECT to_regclass('users')::text")).containsExactly("users");
  }

  private void file(String name, byte[] bytes) throws IOException {
    Files.write(directory.resolve(name), bytes);
  }

  /** By plan and by deploy, before anything is made in the database. */
  private void refused(Set<String> codes) {
    for (String command : List.of("plan", "deploy")) {
      Run run = run(command);
      assertThat(run.exit())
          .as(run.toString().substring(0, Math.min(2000, run.toString().length())))
          .isEqualTo(ExitCodes.INVALID);
      String code = run.json().getObject("error").getString("code");
      assertThat(codes).as(run.json().getObject("error").getString("message")).contains(code);
      assertThat(run.json().getObject("error").getString("hint")).isNotBlank();
    }
    assertThat(
            database.query(
                "SELECT count(*) FROM pg_attribute WHERE attrelid = 'users'::regclass AND attname ="
                    + " 'age'"))
        .containsExactly("0");
  }

  private Run run(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(
        List.of("--url", database.url(), "--migrations", directory.toString(), "--output", "json"));
    return Run.of(Map.of(), "", all.toArray(String[]::new));
  }
}
