package dev.concertina.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.concertina.testkit.TestDatabase;
import dev.concertina.testkit.TestServers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.maven.plugin.MojoExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanMojoTest {

  private final PlanMojo plan = new PlanMojo();
  private final Notes notes = new Notes();

  @TempDir private Path directory;

  @Test
  void what_is_pending_is_shown_and_nothing_is_changed() throws Exception {
    Files.writeString(
        directory.resolve("V7__rename_user_name.sql"),
        "ALTER TABLE users RENAME COLUMN user_name TO full_name;");
    plan.migrations = directory.toFile();
    plan.setLog(notes);
    try (TestDatabase database = TestServers.pg(18).database()) {
      database.execute("CREATE TABLE users (id int PRIMARY KEY, user_name text)");
      plan.url = database.url();

      plan.execute();

      assertThat(notes.text()).contains("V7  rename user name", "EXPAND", "CONTRACT");
      assertThat(database.query("SELECT attname FROM pg_attribute WHERE attname = 'full_name'"))
          .isEmpty();
    }
  }

  @Test
  void a_module_without_migrations_passes() throws Exception {
    plan.usual = directory.resolve("none").toFile();
    plan.setLog(notes);

    plan.execute();

    assertThat(notes.text()).startsWith("nothing to plan: there is no ");
  }

  @Test
  void a_database_that_is_not_there_fails_the_build() {
    plan.migrations = directory.toFile();
    plan.url = "postgres://localhost:1/none";
    plan.setLog(notes);

    assertThatThrownBy(plan::execute)
        .isInstanceOf(MojoExecutionException.class)
        .hasMessageContaining("exit code 7");
  }
}
