package dev.concertina.cli.lint;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import dev.concertina.cli.Run;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.xml.sax.SAXException;

class LintCommandTest {

  private static final String RENAME =
      "SET lock_timeout = '2s'; ALTER TABLE users\n    RENAME COLUMN user_name TO full_name;\n";

  @TempDir private Path directory;

  private Path file;

  @BeforeEach
  void migration() throws IOException {
    file = directory.resolve("V7__rename & <more>, 100%.sql");
    Files.writeString(file, RENAME);
  }

  @Test
  void text_shows_the_statement_the_reason_and_the_safe_way() {
    Run run = lint(file.toString());

    assertThat(run.exit()).isEqualTo(4);
    assertThat(run.out())
        .contains(file + ":1  error  rename-column")
        .contains("  1 | ALTER TABLE users\n")
        .contains("  2 |     RENAME COLUMN user_name TO full_name\n")
        .contains("    |     ^")
        .contains("    old code    ")
        .contains("    new code    ")
        .contains("    safe way    1. ");
    assertThat(run.out().lines().filter(line -> !line.contains(file.toString())))
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    assertThat(run.out()).doesNotContain("\u001b");
  }

  @Test
  void nothing_to_find_is_success() {
    Run run = Run.of(Map.of(), "CREATE TABLE t (a int);", "lint", "-");

    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.out()).contains("no hazards in 1 statement of 1 script");
  }

  @Test
  void the_command_that_helps_is_about_the_worst_script() throws IOException {
    Path mild = directory.resolve("V6__age.sql");
    Files.writeString(mild, "ALTER TABLE users ADD COLUMN age integer;");

    assertThat(lint(directory.toString()).out())
        .contains("safe: concertina convert '" + file + "' --into migrations")
        .doesNotContain("convert " + mild);
  }

  @Test
  void a_directory_without_migrations_is_not_called_clean() throws IOException {
    Run run = lint(Files.createDirectory(directory.resolve("empty")).toString());

    assertThat(run.exit()).isZero();
    assertThat(run.out()).isEqualTo("nothing to judge: no migration was found\n");
  }

  @Test
  void json_has_every_finding_with_its_place() {
    JsonObject json = lint("--output", "json", file.toString()).json();

    JsonArray findings = json.getArray("findings");
    assertThat(json.getString("command")).isEqualTo("lint");
    assertThat(json.getBoolean("ok")).isFalse();
    assertThat(json.getInt("exit")).isEqualTo(4);
    assertThat(findings).hasSize(2);
    JsonObject first = findings.getObject(0);
    assertThat(first.keySet())
        .contains("rule", "axis", "severity", "file", "line", "statement", "message", "recipe");
    assertThat(first.getString("axis")).isEqualTo("old_code");
    assertThat(first.getInt("line")).isEqualTo(1);
    assertThat(first.getInt("end_line")).isEqualTo(2);
    assertThat(lint("--format", "json", file.toString()).json()).isEqualTo(json);
  }

  @Test
  void sarif_is_valid_by_its_schema() throws IOException {
    Files.writeString(
        directory.resolve("a.sql"),
        "-- concertina: allow drop-column because old\nALTER TABLE t DROP COLUMN a;\n"
            + "-- concertina: allow nothing because x\nSELECT ;;; FROM;");

    Run run = lint("--format", "sarif", directory.toString());

    try (InputStream schema =
        LintCommandTest.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json")) {
      JsonSchema sarif = JsonSchemaFactory.getInstance(VersionFlag.V7).getSchema(schema);
      assertThat(sarif.validate(run.out(), InputFormat.JSON)).isEmpty();
      assertThat(sarif.validate("{\"version\": \"2.1.0\"}", InputFormat.JSON)).isNotEmpty();
    }
    JsonArray results = run.json().getArray("runs").getObject(0).getArray("results");
    assertThat(results.stream().map(result -> ((JsonObject) result).getString("ruleId")))
        .contains("drop-column", "rename-column", "ignore-unknown-rule");
    assertThat(run.out()).contains("suppressions", "V7__rename%20&%20%3Cmore%3E,%20100%25.sql");
  }

  @Test
  void annotations_escape_what_github_would_read() {
    Run run = lint("--format", "github", file.toString());

    assertThat(run.out().lines()).hasSize(2).allMatch(line -> line.startsWith("::error file="));
    assertThat(run.out())
        .contains("V7__rename & <more>%2C 100%25.sql,line=1,endLine=2,col=26,title=rename-column")
        .contains("%0A%0AThe safe way%3A".replace("%3A", ":"));
  }

  @Test
  void gitlab_gets_its_list() throws JsonParserException {
    Run run = lint("--format", "gitlab", file.toString());

    JsonArray issues = JsonParser.array().from(run.out());
    assertThat(issues).hasSize(2);
    JsonObject first = issues.getObject(0);
    assertThat(first.keySet())
        .containsExactly("description", "check_name", "fingerprint", "severity", "location");
    assertThat(first.getObject("location").getObject("lines").getInt("begin")).isEqualTo(1);
    assertThat(issues.getObject(1).getString("fingerprint"))
        .isNotEqualTo(first.getString("fingerprint"));
    assertThat(Run.of(Map.of(), "SELECT 1", "lint", "--format", "gitlab", "-").out().strip())
        .isEqualTo("[\n\n]");
  }

  @Test
  void junit_is_xml_with_a_failure_for_each_finding()
      throws ParserConfigurationException, IOException, SAXException {
    Document report = xml(lint("--format", "junit", file.toString()).out());

    assertThat(report.getElementsByTagName("failure").getLength()).isEqualTo(2);
    Document empty = xml(Run.of(Map.of(), "SELECT 1", "lint", "--format", "junit", "-").out());
    assertThat(empty.getElementsByTagName("testcase").getLength()).isEqualTo(1);
    assertThat(empty.getElementsByTagName("failure").getLength()).isZero();
  }

  @Test
  void only_what_is_severe_enough_fails() {
    assertThat(lint("--fail-on", "never", file.toString()).exit()).isZero();
    assertThat(lint("--fail-on", "error", file.toString()).exit()).isEqualTo(4);
  }

  @Test
  void what_cannot_be_read_is_no_success() {
    Run run = lint(directory.resolve("nothing.sql").toString());

    assertThat(run.exit()).isEqualTo(3);
    assertThat(run.out()).contains("nothing.sql:1  not judged  unreadable-file");
    Run misspelt = Run.of(Map.of(), "ALTER TABEL t;", "lint", "-");
    assertThat(misspelt.exit()).isEqualTo(3);
    assertThat(misspelt.out())
        .contains("standard input:1  not judged  syntax-error", "ALTER TABEL");
  }

  @Test
  void a_baseline_is_written_with_a_reason_and_keeps_those_it_has() throws IOException {
    String baseline = directory.resolve("baseline.json").toString();

    assertThat(lint("--write-baseline", baseline, file.toString()).exit()).isEqualTo(2);
    Run written = lint("--write-baseline", baseline, "--because", "old", file.toString());
    assertThat(written.exit()).as(written.err()).isZero();
    assertThat(lint("--baseline", baseline, file.toString()).exit()).isZero();

    Files.writeString(file, RENAME + "ALTER TABLE t DROP COLUMN a;");
    assertThat(lint("--baseline", baseline, file.toString()).exit()).isEqualTo(4);
    lint("--write-baseline", baseline, "--because", "new", file.toString());
    assertThat(Files.readString(Path.of(baseline)))
        .contains("\"because\":\"old\"", "\"because\":\"new\"");
  }

  @Test
  void since_reports_only_what_is_new() throws IOException, InterruptedException {
    git("init", "-q");
    git("add", "-A");
    git("-c", "user.name=a", "-c", "user.email=a@b", "commit", "-q", "-m", "x");
    Files.writeString(file, RENAME + "ALTER TABLE t DROP COLUMN a;");
    Files.writeString(directory.resolve("V8__x.sql"), "ALTER TABLE t DROP COLUMN b;");

    Run run = lint("--since", "HEAD", directory.toString());

    assertThat(run.exit()).as(run.err()).isEqualTo(4);
    assertThat(run.out()).contains("DROP COLUMN a", "DROP COLUMN b").doesNotContain("RENAME");
  }

  @Test
  void what_is_found_is_written_as_migrations_that_are_safe() throws IOException {
    Path clean = directory.resolve("V8__new.sql");
    Files.writeString(clean, "CREATE TABLE t (a int);");
    Path into = directory.resolve("safe");

    Run run = lint("--fix", into.toString(), file.toString(), clean.toString());

    assertThat(run.exit()).as(run.err()).isEqualTo(4);
    assertThat(run.out()).contains("written  " + into.resolve(file.getFileName()));
    assertThat(into.resolve(file.getFileName()))
        .hasContent("ALTER TABLE users\n    RENAME COLUMN user_name TO full_name;\n");
    assertThat(into.resolve("V8__new.sql")).doesNotExist();
    JsonObject json = lint("--fix", into.toString(), "--format", "json", file.toString()).json();
    assertThat(json.getArray("fixed").getObject(0).getInt("not_converted")).isZero();
  }

  @Test
  void a_rule_is_explained() {
    assertThat(lint("--explain").out()).contains("rename-column");
    assertThat(lint("--explain", "rename-column").out()).startsWith("# rename-column");
    Run unknown = lint("--explain", "rename");
    assertThat(unknown.exit()).isEqualTo(2);
    assertThat(unknown.err()).contains("did you mean", "rename-column");
  }

  @Test
  void the_page_of_a_rule_fits_a_terminal() {
    Run explained = lint("--explain", "rename-column");

    assertThat(explained.out()).contains("RENAME COLUMN").doesNotContain("<!--");
    assertThat(explained.out().lines().filter(line -> !line.startsWith("|") && !line.endsWith(";")))
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
  }

  @ParameterizedTest
  @ValueSource(strings = {"13", "19", "x"})
  void a_version_that_is_not_known_is_refused(String version) {
    assertThat(lint("--pg", version, file.toString()).exit()).isEqualTo(2);
  }

  @Test
  void sizes_that_are_no_sizes_are_refused() throws IOException {
    Path sizes = directory.resolve("sizes.json");
    Files.writeString(sizes, "{\"t\": \"many\"}");

    assertThat(lint("--sizes", sizes.toString(), file.toString()).exit()).isEqualTo(3);
    Files.writeString(sizes, "{\"t\": 10, \"s.t\": 2e6}");
    assertThat(lint("--sizes", sizes.toString(), file.toString()).exit()).isEqualTo(4);
  }

  private static Document xml(String text)
      throws ParserConfigurationException, IOException, SAXException {
    return DocumentBuilderFactory.newDefaultInstance()
        .newDocumentBuilder()
        .parse(new org.xml.sax.InputSource(new java.io.StringReader(text)));
  }

  private static Run lint(String... arguments) {
    List<String> words = new ArrayList<>(List.of("lint"));
    words.addAll(List.of(arguments));
    return Run.of(words.toArray(String[]::new));
  }

  private void git(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).directory(directory.toFile()).inheritIO().start();
    assertThat(process.waitFor()).isZero();
  }
}
