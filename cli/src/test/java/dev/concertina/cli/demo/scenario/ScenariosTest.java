package dev.concertina.cli.demo.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.change.Migration;
import dev.concertina.parser.PostgresParser;
import dev.concertina.source.MigrationText;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ScenariosTest {

  private static final long SEED = 11;

  @Test
  void the_files_say_the_seven_destructive_changes() {
    MigrationText text = new MigrationText(new PostgresParser());
    List<String> kinds =
        Scenarios.all().stream()
            .map(scenario -> text.of(scenario.file(), scenario.file(), scenario.migration()))
            .map(ScenariosTest::kind)
            .toList();
    assertThat(kinds)
        .containsExactly(
            "DropColumn",
            "DropTable",
            "RenameColumn",
            "RenameTable",
            "SetNotNull",
            "ChangeType",
            "ChangeType");
  }

  @Test
  void what_the_new_application_writes_and_the_old_one_reads_comes_back_as_it_was() {
    Random random = new Random(SEED);
    for (Scenario scenario : Scenarios.all()) {
      if (scenario.after().type().isPresent()) {
        for (int i = 0; i < 1_000; i++) {
          String value = scenario.byNew(random);
          assertThat(scenario.up(scenario.down(value)))
              .as("%s, seed %s", scenario.title(), SEED)
              .isEqualTo(value);
        }
      }
    }
  }

  private static String kind(Migration migration) {
    assertThat(migration.changes()).as(migration.text()).hasSize(1);
    return migration.changes().get(0).getClass().getSimpleName();
  }
}
