package dev.concertina.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.concertina.change.Migration;
import dev.concertina.change.MigrationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MigrationFilesTest {

  private final MigrationFiles files = new MigrationFiles(Sources.PARSER);

  @TempDir Path directory;

  @Test
  void migrationsComeInTheOrderOfTheirVersions() throws IOException {
    for (String name : List.of("V10__c", "V2.1__b", "V2__a_b", "V20250102030405__d")) {
      write(name + ".sql");
    }

    assertThat(files.read(directory))
        .extracting(Migration::description)
        .containsExactly("a b", "b", "c", "d");
  }

  @Test
  void otherFilesAreNotLookedAt() throws IOException {
    write("README.md");
    write(".V1__hidden.sql");
    write("config.yaml");
    Files.createDirectory(directory.resolve("old"));

    assertThat(files.read(directory)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "v7_x.sql, file-name, not the name of a migration",
    "v7__x.sql, file-name, not the name of a migration",
    "V7_rename.sql, file-name, not the name of a migration",
    "V7__.sql, file-name, not the name of a migration",
    "V7.__x.sql, file-name, not a version",
    "R__view.sql, file-name, not the name of a migration",
    "seed.SQL, file-name, ends in none of",
    "V7__x, file-name, ends in none of",
    "V7__x.sql.bak, file-name, ends in none of",
    "V7__x.toml, file-name, 'ends in none of .sql, .yaml, .yml, .json'"
  })
  void nameThatAlmostMatchesIsRefused(String name, String code, String words) throws IOException {
    write(name);

    MigrationException refusal = refusal();

    assertThat(refusal.code()).isEqualTo(code);
    assertThat(refusal).hasMessageContaining(words);
    assertThat(refusal.hint()).isNotEmpty();
    assertThat(refusal.origin().orElseThrow().file()).isEqualTo(directory.resolve(name).toString());
  }

  @ParameterizedTest
  @CsvSource({"V1__a.sql, V1__b.sql", "V1__a.sql, V1_0__b.sql", "V1.0__a.sql, V01__b.sql"})
  void twoFilesOfOneVersionAreRefused(String first, String second) throws IOException {
    write(first);
    write(second);

    MigrationException refusal = refusal();

    assertThat(refusal.code()).isEqualTo("duplicate-version");
    assertThat(refusal).hasMessageContaining(first).hasMessageContaining(second);
  }

  @Test
  void directoryThatIsNotThereIsRefused() {
    MigrationException refusal =
        catchThrowableOfType(
            MigrationException.class, () -> files.read(directory.resolve("missing")));

    assertThat(refusal.code()).isEqualTo("no-directory");
    assertThat(refusal).hasMessageContaining("missing").hasMessageContaining("not there");
  }

  private void write(String name) throws IOException {
    Files.writeString(directory.resolve(name), "DROP TABLE a;");
  }

  private MigrationException refusal() {
    return catchThrowableOfType(MigrationException.class, () -> files.read(directory));
  }
}
