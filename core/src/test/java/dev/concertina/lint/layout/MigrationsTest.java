package dev.concertina.lint.layout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.lint.file.ScriptFile;
import dev.concertina.source.Sources;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrationsTest {

  private static final InputStream NOTHING = InputStream.nullInputStream();

  @TempDir private Path directory;

  @Test
  void flyway_runs_versions_in_their_order_wherever_they_are_and_repeatable_ones_last()
      throws IOException {
    write("R__a_view.sql", "b/V2__x.sql", "a/V10__x.sql", "V1.5__x.sql", "V1_10__x.sql");
    write("U2__x.sql", "V20250102030405__x.sql", "B1__baseline.sql");

    assertThat(names())
        .containsExactly(
            "B1__baseline.sql",
            "V1.5__x.sql",
            "V1_10__x.sql",
            "b/V2__x.sql",
            "a/V10__x.sql",
            "V20250102030405__x.sql",
            "R__a_view.sql");
  }

  @Test
  void numbers_are_ordered_by_their_value_and_what_undoes_is_not_judged() throws IOException {
    write("2_b.up.sql", "2_b.down.sql", "10_c.up.sql", "010_d.up.sql", "1_a.up.sql");
    write("3_c.undo.sql", "11_e.sql");

    assertThat(names())
        .containsExactly("1_a.up.sql", "2_b.up.sql", "10_c.up.sql", "010_d.up.sql", "11_e.sql");
  }

  @Test
  void prisma_and_diesel_have_a_directory_for_each_migration() throws IOException {
    write("20240102_b/migration.sql", "20240101_a/up.sql", "20240101_a/down.sql");

    assertThat(names()).containsExactly("20240101_a/up.sql", "20240102_b/migration.sql");
  }

  @Test
  void sqitch_deploys_in_the_order_of_its_plan() throws IOException {
    write("deploy/a.sql", "deploy/b.sql", "revert/a.sql", "verify/a.sql");
    Files.writeString(
        directory.resolve("sqitch.plan"),
        "%syntax-version=1.0.0\n%project=x\n\nb 2024-01-01T00:00:00Z A <a@b> # b\n@v1 2024\na [b] x\n");

    assertThat(names()).containsExactly("deploy/b.sql", "deploy/a.sql");
    assertThat(names(directory.resolve("deploy"))).containsExactly("deploy/b.sql", "deploy/a.sql");
  }

  @Test
  void links_in_a_circle_end_and_what_others_wrote_is_passed_over() throws IOException {
    write("1.sql", "node_modules/x/2.sql", ".git/3.sql", "readme.md", ".hidden.sql");
    Files.createSymbolicLink(directory.resolve("again"), directory);
    Files.createSymbolicLink(directory.resolve("gone.sql"), directory.resolve("nothing.sql"));

    Migrations read = Migrations.read(List.of(directory.toString()), NOTHING, Sources.PARSER);

    assertThat(read.scripts()).extracting(ScriptFile::name).containsExactly(path("1.sql"));
    assertThat(read.problems()).hasSizeLessThanOrEqualTo(1);
  }

  @Test
  void a_file_that_cannot_be_read_is_a_problem_and_no_end() throws IOException {
    write("1.sql", "2.sql");
    Files.write(directory.resolve("1.sql"), new byte[] {1, 0, 2});
    Files.writeString(directory.resolve("c.xml"), "<databaseChangeLog><");

    Migrations read = Migrations.read(List.of(directory.toString()), NOTHING, Sources.PARSER);

    assertThat(read.scripts()).extracting(ScriptFile::name).containsExactly(path("2.sql"));
    assertThat(read.problems())
        .extracting(problem -> problem.code())
        .containsExactlyInAnyOrder("not-text", "changelog");
  }

  @Test
  void what_is_named_and_no_migration_is_a_problem() throws IOException {
    write("a.json");

    Migrations read =
        Migrations.read(List.of(path("a.json"), path("no.sql"), "a\0b"), NOTHING, Sources.PARSER);

    assertThat(read.scripts()).isEmpty();
    assertThat(read.problems())
        .extracting(problem -> problem.code())
        .containsExactly("unknown-format", "unreadable-file", "unknown-format");
  }

  @Test
  void standard_input_is_a_script() {
    InputStream in = new ByteArrayInputStream("SELECT 1;".getBytes(StandardCharsets.UTF_8));

    assertThat(Migrations.read(List.of("-"), in, Sources.PARSER).scripts())
        .extracting(ScriptFile::name)
        .containsExactly("-");
  }

  private List<String> names() {
    return names(directory);
  }

  private List<String> names(Path below) {
    return Migrations.read(List.of(below.toString()), NOTHING, Sources.PARSER).scripts().stream()
        .map(script -> directory.relativize(Path.of(script.name())).toString())
        .toList();
  }

  private String path(String name) {
    return directory.resolve(name).toString();
  }

  private void write(String... names) throws IOException {
    for (String name : names) {
      Path file = directory.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, "SELECT 1;");
    }
  }
}
