package dev.concertina.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.cli.demo.scenario.Scenario;
import dev.concertina.cli.demo.scenario.Scenarios;
import dev.concertina.cli.render.Style;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {

  private static final Scenario SCENARIO = Scenarios.named("NOT NULL").get(0);
  private static final Style PLAIN = new Style(false);

  @Test
  void is_a_proof_if_the_naive_deploy_failed_and_the_other_did_not() {
    Report report = report(outcome(failing()), outcome(new Traffic()));

    assertThat(report.isProof()).isTrue();
    assertThat(report.text(PLAIN)).contains("1 × 23502 the first message");
  }

  @Test
  void is_no_proof_if_the_naive_deploy_broke_nothing() {
    Report report = report(outcome(new Traffic()), outcome(new Traffic()));

    assertThat(report.isProof()).isFalse();
    assertThat(report.text(PLAIN)).contains("FAILED: the naive deploy broke nothing");
  }

  @Test
  void is_no_proof_if_one_row_was_wrong() {
    Traffic wrong = new Traffic();
    wrong.wrong("old: row 1 is not there and should be (x, 1 visits)");
    Report report = report(outcome(failing()), outcome(wrong));

    assertThat(report.isProof()).isFalse();
    assertThat(report.text(PLAIN)).contains("DEFECT", "row 1 is not there");
  }

  @Test
  void is_no_proof_if_a_phase_failed() {
    Outcome stuck = new Outcome(new Traffic(), new Traffic(), List.of("migrate failed"), false);
    Report report = report(outcome(failing()), stuck);

    assertThat(report.isProof()).isFalse();
    assertThat(report.text(PLAIN)).contains("migrate failed");
  }

  @Test
  void fits_a_terminal_of_100_columns() {
    assertThat(report(outcome(failing()), outcome(failing())).text(PLAIN).lines())
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
  }

  private static Report report(Outcome naive, Outcome concertina) {
    return new Report(List.of(new Comparison(SCENARIO, naive, concertina)));
  }

  private static Outcome outcome(Traffic old) {
    return new Outcome(old, new Traffic(), List.of(), true);
  }

  private static Traffic failing() {
    Traffic traffic = new Traffic();
    traffic.failed(
        Side.OLD, new SQLException("ERROR: the first message " + "is long ".repeat(20), "23502"));
    return traffic;
  }
}
