package dev.concertina.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.cli.ExitCodes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What the demo lets pass and what it catches, shown with rollouts of the renamed table by hand.
 */
class DemoJudgementTest {

  private static final String UNDER_BOTH_NAMES =
      """
      CREATE VIEW customers AS SELECT id, company, visits FROM clients;
      GRANT SELECT, INSERT, UPDATE, DELETE ON customers TO app""";
  private static final String UNDER_THE_NEW_NAME =
      "BEGIN; DROP VIEW customers; ALTER TABLE clients RENAME TO customers; COMMIT";
  private static final String COPIED_ONCE =
      """
      CREATE TABLE customers AS SELECT id, company, visits FROM clients;
      GRANT SELECT, INSERT, UPDATE, DELETE ON customers TO app""";

  @RegisterExtension private static final DemoRuns RUNS = new DemoRuns();

  @Test
  void lets_a_rollout_pass_in_which_both_names_lead_to_the_same_rows() {
    DemoRuns.Result demo =
        RUNS.run(HandWritten.rollout(UNDER_BOTH_NAMES, UNDER_THE_NEW_NAME), "rename a table");

    assertThat(demo.exit()).as(demo.text()).isEqualTo(ExitCodes.DONE);
    assertThat(demo.text())
        .contains("42P01 relation \"clients\" does not exist")
        .contains("0 failed;");
  }

  @Test
  void catches_a_rollout_that_runs_the_naive_file() {
    DemoRuns.Result demo =
        RUNS.run(
            HandWritten.rollout("ALTER TABLE clients RENAME TO customers", ""), "rename a table");

    assertThat(demo.exit()).as(demo.text()).isEqualTo(ExitCodes.STEP_FAILED);
    assertThat(demo.text()).contains("DEFECT", "old application, ").contains("42P01");
  }

  @Test
  void catches_a_rollout_whose_names_lead_to_different_rows() {
    DemoRuns.Result demo =
        RUNS.run(HandWritten.rollout(COPIED_ONCE, "DROP TABLE clients"), "rename a table");

    assertThat(demo.exit()).as(demo.text()).isEqualTo(ExitCodes.STEP_FAILED);
    assertThat(demo.text()).contains("DEFECT", " should be ");
  }

  @Test
  void catches_a_phase_that_fails() {
    DemoRuns.Result demo = RUNS.run(HandWritten.rollout("SELECT 1 / 0", ""), "rename a table");

    assertThat(demo.exit()).as(demo.text()).isEqualTo(ExitCodes.STEP_FAILED);
    assertThat(demo.text()).contains("expand failed: ERROR: division by zero");
  }
}
