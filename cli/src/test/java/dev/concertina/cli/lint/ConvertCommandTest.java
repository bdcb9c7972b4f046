package dev.concertina.cli.lint;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonObject;
import dev.concertina.cli.Run;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConvertCommandTest {

  private static final String DROP = "BEGIN; ALTER TABLE users DROP COLUMN fax; COMMIT;";

  @TempDir private Path directory;

  @Test
  void what_comes_on_standard_input_gets_a_name() throws IOException {
    Path into = directory.resolve("migrations");

    Run run = convert(DROP, "-", "--as", "V7__drop_fax", "--into", into.toString());

    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.out()).contains("V7__drop_fax.sql");
    assertThat(Files.readString(into.resolve("V7__drop_fax.sql")))
        .isEqualTo("ALTER TABLE users DROP COLUMN fax;\n");
  }

  @Test
  void a_name_that_is_none_is_refused() {
    for (String name : List.of("V4", "4", "V4__", "rename", "V4.sql")) {
      Run run = convert(DROP, "-", "--as", name);
      assertThat(run.exit()).as(name).isEqualTo(2);
      assertThat(run.err()).contains("--as " + name, "--as V7__rename_user_name");
    }
    for (String name : List.of("V4__drop_fax", "V4__drop_fax.sql", "0004_drop_fax")) {
      assertThat(convert(DROP, "-", "--as", name).out()).contains("-- V4__drop_fax.sql");
    }
  }

  @Test
  void a_file_that_says_only_its_version_keeps_it() throws IOException {
    Path file = directory.resolve("V4.sql");
    Files.writeString(file, DROP);

    assertThat(convert("", file.toString()).out()).contains("-- V4__converted.sql");
  }

  @Test
  void what_is_not_utf8_is_not_written_as_something_else() throws IOException {
    Path file = directory.resolve("V1__a.sql");
    Files.write(
        file,
        "SELECT 1;\nALTER TABLE t DROP COLUMN stra\u00dfe;".getBytes(StandardCharsets.ISO_8859_1));

    Run run = convert("", file.toString(), "--into", directory.resolve("new").toString());

    assertThat(run.exit()).isEqualTo(3);
    assertThat(run.err()).contains("V1__a.sql:2", "no UTF-8");
    assertThat(directory.resolve("new")).doesNotExist();
  }

  @Test
  void what_cannot_be_converted_says_why() {
    Run run = convert("TRUNCATE users; DROP INDEX by_name;", "-");

    assertThat(run.exit()).isEqualTo(3);
    assertThat(run.out())
        .contains("DROP INDEX by_name;\n", "-- not converted: ", "-- TRUNCATE users");
    JsonObject json =
        convert("TRUNCATE users", "-", "--output", "json")
            .json()
            .getArray("migrations")
            .getObject(0);
    assertThat(json.getInt("not_converted")).isEqualTo(1);
    assertThat(json.getString("name")).isEqualTo("V1__converted.sql");
  }

  @Test
  void a_file_is_written_once_and_never_over_another() throws IOException {
    String into = directory.toString();
    Path file = directory.resolve("V7__drop_fax.sql");

    assertThat(convert(DROP, "-", "--as", "V7__drop_fax", "--into", into).exit()).isZero();
    assertThat(convert(DROP, "-", "--as", "V7__drop_fax", "--into", into).exit()).isZero();
    Files.writeString(file, "DROP TABLE mine;");
    Run other = convert(DROP, "-", "--as", "V7__drop_fax", "--into", into);

    assertThat(other.exit()).isEqualTo(3);
    assertThat(other.err()).contains("another one is there already");
    assertThat(file).hasContent("DROP TABLE mine;");
  }

  @Test
  void scripts_of_one_file_get_versions_of_their_own() throws IOException {
    Path changelog = directory.resolve("changelog.sql");
    Files.writeString(
        changelog,
        "--liquibase formatted sql\n--changeset a:1\nDROP TABLE a;\n--changeset a:2\nDROP TABLE b;\n");
    Path into = directory.resolve("migrations");

    Run run = convert("", changelog.toString(), "--into", into.toString());

    assertThat(run.exit()).as(run.err()).isZero();
    try (Stream<Path> files = Files.list(into)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("V1__changelog.sql", "V1.1__changelog.sql");
    }
    Run named = convert("", changelog.toString(), "--as", "V7__x");
    assertThat(named.exit()).isEqualTo(2);
    assertThat(named.err()).contains("--as names one migration, and there are 2");
  }

  private static Run convert(String input, String... words) {
    String[] all = Stream.concat(Stream.of("convert"), Stream.of(words)).toArray(String[]::new);
    return Run.of(Map.of(), input, all);
  }
}
