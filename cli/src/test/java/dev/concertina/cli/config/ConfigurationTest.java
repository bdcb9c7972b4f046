package dev.concertina.cli.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.concertina.change.MigrationException;
import dev.concertina.change.Origin;
import dev.concertina.sql.Identifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationTest {

  @TempDir private Path directory;

  @Test
  void a_flag_wins_over_the_environment_which_wins_over_the_file() throws IOException {
    file("url = 'postgres://file/d'\nschema = 'from_file'\nlock-timeout = '1s'\n");
    Map<String, String> environment =
        Map.of("CONCERTINA_SCHEMA", "from_environment", "DATABASE_URL", "postgres://env/d");

    Configuration configuration =
        Configuration.read(
            Map.of(Key.URL, "postgres://flag/d"), Optional.empty(), environment, directory);

    assertThat(configuration.url()).hasToString("postgresql://flag:5432/d");
    assertThat(configuration.schema()).contains(new Identifier("from_environment"));
    assertThat(configuration.duration(Key.LOCK_TIMEOUT)).contains(Duration.ofSeconds(1));
  }

  @Test
  void its_own_variable_wins_over_the_one_of_the_platform() {
    Map<String, String> environment =
        Map.of("CONCERTINA_URL", "postgres://own/d", "DATABASE_URL", "postgres://platform/d");

    assertThat(read(environment).url()).hasToString("postgresql://own:5432/d");
  }

  @Test
  void the_default_directory_is_migrations() {
    assertThat(read(Map.of()).migrations()).isEqualTo(Path.of("migrations"));
  }

  @Test
  void a_directory_in_the_file_is_beside_the_file() throws IOException {
    file("migrations = 'db/changes'\n");

    assertThat(read(Map.of()).migrations()).isEqualTo(directory.resolve("db/changes"));
  }

  @Test
  void an_unknown_key_is_named_with_its_line() throws IOException {
    Path file = file("schema = 'app'\nlock-timeuot = '1s'\n");

    MigrationException refused = refused();

    assertThat(refused.code()).isEqualTo("unknown-key");
    assertThat(refused).hasMessageContaining("lock-timeuot");
    assertThat(refused.hint()).contains("lock-timeout");
    assertThat(refused.origin()).contains(new Origin(file.toString(), 2, ""));
  }

  @Test
  void a_table_is_an_unknown_key_too() throws IOException {
    file("\n[database]\nurl = 'postgres://h/d'\n");

    assertThat(refused().origin()).map(Origin::line).contains(2);
  }

  @Test
  void a_file_that_is_not_toml_is_refused_with_the_line() throws IOException {
    file("schema = 'app'\nurl = \n");

    MigrationException refused = refused();

    assertThat(refused.code()).isEqualTo("bad-config");
    assertThat(refused.origin()).map(Origin::line).contains(2);
  }

  @Test
  void a_file_that_the_user_names_must_exist() {
    MigrationException refused =
        catchThrowableOfType(
            MigrationException.class,
            () ->
                Configuration.read(
                    Map.of(), Optional.of(directory.resolve("none.toml")), Map.of(), directory));

    assertThat(refused.code()).isEqualTo("no-config");
  }

  @Test
  void a_bad_value_is_refused_with_its_source() {
    Configuration configuration = read(Map.of("CONCERTINA_LOCK_TIMEOUT", "fast"));

    MigrationException refused =
        catchThrowableOfType(
            MigrationException.class, () -> configuration.duration(Key.LOCK_TIMEOUT));

    assertThat(refused.code()).isEqualTo("bad-setting");
    assertThat(refused)
        .hasMessageContaining("CONCERTINA_LOCK_TIMEOUT")
        .hasMessageContaining("fast");
  }

  @Test
  void a_missing_url_says_how_to_give_one() {
    MigrationException refused =
        catchThrowableOfType(MigrationException.class, () -> read(Map.of()).url());

    assertThat(refused.code()).isEqualTo("no-url");
    assertThat(refused.hint()).contains("--url").contains("DATABASE_URL");
  }

  private Path file(String text) throws IOException {
    return Files.writeString(directory.resolve("concertina.toml"), text);
  }

  private Configuration read(Map<String, String> environment) {
    return Configuration.read(Map.of(), Optional.empty(), environment, directory);
  }

  private MigrationException refused() {
    return catchThrowableOfType(MigrationException.class, () -> read(Map.of()));
  }
}
