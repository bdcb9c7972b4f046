package dev.concertina.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.cli.ExitCodes;
import dev.concertina.cli.Output;
import dev.concertina.cli.Terminal;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

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

  private final StringWriter text = new StringWriter();

  @Test
  void lets_a_rollout_pass_in_which_both_names_lead_to_the_same_rows() {
    int exit = run(HandWritten.rollout(UNDER_BOTH_NAMES, UNDER_THE_NEW_NAME));

    assertThat(exit).as(text.toString()).isEqualTo(ExitCodes.DONE);
    assertThat(text.toString())
        .contains("42P01 relation \"clients\" does not exist")
        .contains("0 failed;");
  }

  @Test
  void catches_a_rollout_that_runs_the_naive_file() {
    int exit = run(HandWritten.rollout("ALTER TABLE clients RENAME TO customers", ""));

    assertThat(exit).as(text.toString()).isEqualTo(ExitCodes.STEP_FAILED);
    assertThat(text.toString()).contains("DEFECT", "old application, ").contains("42P01");
  }

  @Test
  void catches_a_rollout_whose_names_lead_to_different_rows() {
    int exit = run(HandWritten.rollout(COPIED_ONCE, "DROP TABLE clients"));

    assertThat(exit).as(text.toString()).isEqualTo(ExitCodes.STEP_FAILED);
    assertThat(text.toString()).contains("DEFECT", " should be ");
  }

  @Test
  void catches_a_phase_that_fails() {
    int exit = run(HandWritten.rollout("SELECT 1 / 0", ""));

    assertThat(exit).as(text.toString()).isEqualTo(ExitCodes.STEP_FAILED);
    assertThat(text.toString()).contains("expand failed: ERROR: division by zero");
  }

  private int run(ConcertinaRollout.Factory rollouts) {
    DemoOptions options =
        new DemoOptions(2_000, Duration.ofMillis(200), Optional.of("rename a table"), 300, 7);
    Terminal terminal =
        new Terminal(
            InputStream.nullInputStream(),
            new PrintWriter(text, true),
            new PrintWriter(text, true),
            false,
            false);
    return new Demo(rollouts).run(options, new Output(terminal, Output.Format.TEXT, false));
  }
}
