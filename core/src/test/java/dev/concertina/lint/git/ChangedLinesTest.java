package dev.concertina.lint.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.concertina.change.MigrationException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChangedLinesTest {

  @TempDir private Path directory;

  @BeforeEach
  void repository() throws Exception {
    git("init", "-q", "-b", "main");
    write("1.sql", "a\nb\nc\nd\n");
    write("2 \"ü\".sql", "a\nb\n");
    commit();
    git("switch", "-q", "-c", "work");
  }

  @Test
  void only_new_lines_count() throws Exception {
    write("1.sql", "a\nB\nc\nd\n++ e\n");
    commit();

    ChangedLines changed = ChangedLines.since("main", directory);

    assertThat(changed.touch(directory.resolve("1.sql"), 1, 1)).isFalse();
    assertThat(changed.touch(directory.resolve("1.sql"), 2, 2)).isTrue();
    assertThat(changed.touch(directory.resolve("1.sql"), 3, 4)).isFalse();
    assertThat(changed.touch(directory.resolve("1.sql"), 3, 9)).isTrue();
    assertThat(changed.touch(directory.resolve("2 \"ü\".sql"))).isFalse();
  }

  @Test
  void a_line_that_is_gone_changes_what_it_was_in() throws Exception {
    write("1.sql", "a\nc\nd\n");

    ChangedLines changed = ChangedLines.since("main", directory);

    assertThat(changed.touch(directory.resolve("1.sql"), 1, 2)).isTrue();
    assertThat(changed.touch(directory.resolve("1.sql"), 1, 1)).isFalse();
    assertThat(changed.touch(directory.resolve("1.sql"), 2, 3)).isFalse();
  }

  @Test
  void a_file_that_was_moved_keeps_its_old_lines() throws Exception {
    Files.createDirectory(directory.resolve("sub"));
    git("mv", "1.sql", "sub/3.sql");
    Files.writeString(directory.resolve("sub/3.sql"), "a\nb\nc\nd\ne\n");

    ChangedLines changed = ChangedLines.since("main", directory.resolve("sub"));

    assertThat(changed.touch(directory.resolve("sub/3.sql"), 1, 4)).isFalse();
    assertThat(changed.touch(directory.resolve("sub/3.sql"), 5, 5)).isTrue();
  }

  @Test
  void names_may_hold_anything_and_files_that_git_does_not_know_are_new() throws Exception {
    write("2 \"ü\".sql", "a\nB\n");
    write("neu \\ \"ß\".sql", "a\n");

    ChangedLines changed = ChangedLines.since("main", directory);

    assertThat(changed.touch(directory.resolve("2 \"ü\".sql"), 2, 2)).isTrue();
    assertThat(changed.touch(directory.resolve("neu \\ \"ß\".sql"), 7, 8)).isTrue();
  }

  @Test
  void what_others_changed_meanwhile_does_not_count() throws Exception {
    write("2 \"ü\".sql", "a\nmine\n");
    commit();
    git("switch", "-q", "main");
    write("1.sql", "theirs\n");
    commit();
    git("switch", "-q", "work");

    ChangedLines changed = ChangedLines.since("main", directory);

    assertThat(changed.touch(directory.resolve("1.sql"))).isFalse();
    assertThat(changed.touch(directory.resolve("2 \"ü\".sql"))).isTrue();
  }

  @Test
  void settings_of_the_repository_start_no_program() throws Exception {
    Path witness = directory.resolve("witness");
    git("config", "diff.external", "touch " + witness);
    git("config", "core.fsmonitor", "touch " + witness);
    git("config", "core.pager", "touch " + witness);
    write("1.sql", "x\n");

    assertThat(ChangedLines.since("main", directory).touch(directory.resolve("1.sql"))).isTrue();
    assertThat(witness).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"nowhere", "--output=x", "", "main..work"})
  void a_revision_that_git_does_not_know_is_refused(String revision) {
    assertThatThrownBy(() -> ChangedLines.since(revision, directory))
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining("git knows no revision");
    assertThat(directory.resolve("x")).doesNotExist();
  }

  @Test
  void outside_of_a_repository_it_is_refused(@TempDir Path elsewhere) {
    assertThatThrownBy(() -> ChangedLines.since("main", elsewhere))
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining("needs a git repository");
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(directory.resolve(name), text);
  }

  private void commit() throws IOException, InterruptedException {
    git("add", "-A");
    git("-c", "user.name=a", "-c", "user.email=a@b", "commit", "-q", "-m", "x");
  }

  private void git(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }
}
