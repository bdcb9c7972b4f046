package dev.concertina.cli.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.backfill.BackfillProgress;
import dev.concertina.change.Version;
import dev.concertina.journal.Estimate;
import dev.concertina.journal.Hold;
import dev.concertina.journal.Share;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProgressTextTest {

  private static final Version V7 = Version.parse("7");
  private static final Optional<Hold> LAG =
      Optional.of(new Hold("max-lag", "standby s1 is 7.2 s behind (limit 5 s)", Instant.EPOCH));

  private static final Optional<Share> SHARE = Share.of("max-slowdown", 0.35, "others wait");

  private final StringWriter written = new StringWriter();
  private long now;

  @Test
  void a_terminal_gets_a_bar_with_everything() {
    ProgressText text = text(true);

    text.progress(V7, progress(Optional.of(new Estimate(minutes(4), minutes(6)))));

    assertThat(written.toString())
        .contains("█", "░", "25 %", "2,500/10,000 rows", "1,234/s")
        .contains("4–6 min left", "batch 512×2")
        .doesNotContain("\n")
        .hasSizeLessThan(80);
  }

  @Test
  void elsewhere_a_line_says_which_share_of_the_time_batches_have() {
    text(false).progress(V7, progress(Optional.empty()));

    assertThat(written.toString()).contains("512 rows a batch, 2 workers, for 35 % of the time");
  }

  @Test
  void without_an_estimate_it_says_none() {
    text(true).progress(V7, progress(Optional.empty()));

    assertThat(written.toString()).doesNotContain("left");
  }

  @Test
  void elsewhere_a_hold_is_one_line_until_it_is_over() {
    ProgressText text = text(false);

    for (int i = 0; i < 20; i++) {
      text.throttled(V7, "migrate-1", LAG);
      now += Duration.ofMillis(50).toNanos();
    }
    text.throttled(V7, "migrate-1", Optional.empty());
    text.throttled(V7, "migrate-1", Optional.empty());

    assertThat(written.toString().lines())
        .containsExactly(
            "  throttled by max-lag: standby s1 is 7.2 s behind (limit 5 s)",
            "  goes on; it was throttled by max-lag: standby s1 is 7.2 s behind (limit 5 s)");
  }

  @Test
  void a_long_hold_is_said_again_with_its_latest_figure() {
    ProgressText text = text(false);
    text.throttled(V7, "migrate-1", LAG);
    now += Duration.ofSeconds(11).toNanos();
    text.throttled(
        V7,
        "migrate-1",
        Optional.of(new Hold("max-lag", "standby s1 is 18 s behind (limit 5 s)", Instant.EPOCH)));

    assertThat(written.toString().lines()).last().asString().contains("18 s behind");
  }

  private ProgressText text(boolean live) {
    return new ProgressText(new PrintWriter(written, true), new Style(false), live, () -> now);
  }

  private static Duration minutes(long minutes) {
    return Duration.ofMinutes(minutes);
  }

  private static BackfillProgress progress(Optional<Estimate> left) {
    return new BackfillProgress(
        "migrate-1", 2_500, 10_000, 25, 100, 1, 1_234, left, 512, 2, SHARE, Optional.empty());
  }
}
