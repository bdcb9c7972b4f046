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

class LintMojoTest {

  private final LintMojo lint = new LintMojo();

  @TempDir private Path directory;

  @BeforeEach
  void migrations() throws IOException {
    Files.writeString(directory.resolve("V1__a.sql"), "ALTER TABLE t DROP COLUMN a;");
    lint.paths = List.of(directory.toString());
  }

  @Test
  void a_hazard_fails_the_build() {
    assertThatThrownBy(lint::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContaining("hazards were found");
  }

  @Test
  void a_report_is_written_although_the_build_fails() throws IOException {
    lint.format = "gitlab";
    lint.report = directory.resolve("out/lint.json").toFile();

    assertThatThrownBy(lint::execute).isInstanceOf(MojoFailureException.class);
    assertThat(Files.readString(lint.report.toPath())).contains("drop-column");
  }

  @Test
  void what_is_not_severe_enough_passes() throws Exception {
    lint.failOn = "never";
    lint.execute();

    lint.failOn = "warning";
    lint.skip = true;
    lint.execute();
  }

  @Test
  void what_cannot_be_used_is_an_error() {
    lint.pg = 9;

    assertThatThrownBy(lint::execute)
        .isInstanceOf(MojoExecutionException.class)
        .hasMessageContaining("exit code 2");
  }
}
