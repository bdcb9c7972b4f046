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
import java.util.List;
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
        .hasSizeLessThan(80 + "\r\u001b[K\u001b[?7l \u001b[?7h".length());
  }

  /** Else a terminal of 40 columns keeps a row of each, ten a second. */
  @Test
  void what_is_drawn_over_never_runs_into_the_next_row() {
    ProgressText text = text(true);

    text.progress(V7, progress(Optional.empty()));
    text.throttled(V7, "migrate-1", LAG);

    assertThat(written.toString().split("\r")).hasSize(3);
    assertThat(written.toString().split("\r"))
        .filteredOn(drawn -> !drawn.isEmpty())
        .allSatisfy(drawn -> assertThat(drawn).startsWith("\u001b[K\u001b[?7l"))
        .allSatisfy(drawn -> assertThat(drawn).endsWith(" \u001b[?7h"));
  }

  @Test
  void a_hold_that_a_terminal_would_cut_stands_in_full_once() {
    String why = "cannot be read; " + "grant pg_monitor to the role, ".repeat(3);
    ProgressText text = text(true);
    for (int i = 0; i < 300; i++) {
      text.throttled(
          V7, "migrate-1", Optional.of(new Hold("max-lag", why + i + " s", Instant.EPOCH)));
      now += Duration.ofMillis(100).toNanos();
    }

    assertThat(written.toString().split("\n"))
        .hasSize(2)
        .satisfies(lines -> assertThat(lines[0]).endsWith(why + "0 s"));
    assertThat(written.toString()).contains(why + "299 s");
  }

  /** The sessions at work may cross a limit several times a second, for hours. */
  @Test
  void a_limit_that_is_reached_and_kept_in_turns_is_told_as_seldom_as_a_long_hold() {
    for (boolean live : List.of(true, false)) {
      ProgressText text = text(live);
      for (int i = 0; i < 120; i++) {
        text.throttled(V7, "migrate-1", LAG);
        now += Duration.ofMillis(250).toNanos();
        text.throttled(V7, "migrate-1", Optional.empty());
        now += Duration.ofMillis(250).toNanos();
      }
      assertThat(written.toString().lines().filter(line -> line.contains("goes on"))).hasSize(6);
      written.getBuffer().setLength(0);
    }
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
