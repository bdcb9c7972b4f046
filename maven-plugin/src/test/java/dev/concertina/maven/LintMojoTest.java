package dev.concertina.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the goal makes of its settings; {@code src/it} has real projects. */
class LintMojoTest {

  private final LintMojo lint = new LintMojo();
  private final Notes notes = new Notes();

  @TempDir private Path directory;

  @BeforeEach
  void migrations() throws IOException {
    Files.writeString(directory.resolve("V1__a.sql"), "ALTER TABLE t DROP COLUMN a;");
    lint.paths = List.of(directory.toFile());
    lint.setLog(notes);
  }

  @Test
  void a_hazard_fails_the_build_and_is_told() {
    assertThatThrownBy(lint::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessage("hazards were found; see above");
    assertThat(notes.text()).contains("drop-column", "safe way");
  }

  @Test
  void a_report_is_written_although_the_build_fails() throws IOException {
    lint.format = "gitlab";
    lint.report = directory.resolve("out/lint.json").toFile();

    assertThatThrownBy(lint::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContaining("lint.json");
    assertThat(Files.readString(lint.report.toPath())).contains("drop-column");
  }

  @Test
  void what_is_not_severe_enough_passes() throws Exception {
    lint.failOn = "never";

    lint.execute();

    assertThat(notes.text()).contains("drop-column");
  }

  @Test
  void a_build_may_skip_it() throws Exception {
    lint.skip = true;

    lint.execute();

    assertThat(notes.text()).isEqualTo("concertina is skipped");
  }

  @Test
  void a_module_without_migrations_passes() throws Exception {
    lint.paths = List.of();
    lint.usual = directory.resolve("none").toFile();

    lint.execute();

    assertThat(notes.text())
        .startsWith("nothing to lint: there is no ")
        .endsWith("none, and <paths> names nothing else");
  }

  @Test
  void what_cannot_be_used_is_an_error() {
    lint.pg = 9;

    assertThatThrownBy(lint::execute)
        .isInstanceOf(MojoExecutionException.class)
        .hasMessage("concertina lint ended with exit code 2; see above");
    assertThat(notes.text()).contains("--pg takes 14");
  }
}
