package dev.concertina.throttle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.concertina.change.MigrationException;
import dev.concertina.journal.Share;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LimitsTest {

  @ParameterizedTest
  @CsvSource({
    "max-lag, 500ms, 500",
    "max-lag, 2s, 2000",
    "max-lag, 10m, 600000",
    "max-lag, 1h, 3600000",
    "wal-rate, 50MB, 52428800",
    "wal-rate, 50mb/s, 52428800",
    "wal-rate, 1 GB / s, 1073741824",
    "wal-rate, 800kB, 819200",
    "wal-rate, 100B, 100",
    "duty, 50%, 50",
    "workers, 64, 64",
    "workers, auto, 2",
    "max-active-sessions, 30, 30",
    "max-active-sessions, 25%, 25",
    "max-lock-waiters, 8, 8",
  })
  void valuesAreReadInTheirUnits(String word, String text, long amount) {
    Limits limits = Limits.parse(Map.of(word, text));
    assertThat(limits.amount(Limit.of(word).orElseThrow())).hasValue(amount);
  }

  @ParameterizedTest
  @CsvSource({
    "max-lag, 2",
    "max-lag, 0s",
    "max-lag, fast",
    "wal-rate, 50",
    "wal-rate, 50%",
    "duty, 0%",
    "duty, 101%",
    "duty, 50",
    "workers, 0",
    "workers, 65",
    "workers, off",
    "max-active-sessions, 101%",
    "max-pending-wal, -1",
    "throttle-query, ''",
    "throttle-query, SELECT FROM WHERE",
    "throttle-query, SET work_mem = '1MB'",
    "throttle-query, COMMIT; DELETE FROM t; SELECT false",
    "throttle-query, SELECT false AS n INTO kept",
    "throttle-query, WITH w AS (DELETE FROM t RETURNING n) SELECT n FROM w",
    "throttle-query, SELECT n FROM t FOR UPDATE",
  })
  void aBadValueNamesTheLimitTheTextAndWhatIsAccepted(String word, String text) {
    assertThatThrownBy(() -> Limits.parse(Map.of(word, text)))
        .isInstanceOfSatisfying(
            MigrationException.class,
            e -> {
              assertThat(e.code()).isEqualTo("bad-limit");
              assertThat(e).hasMessageContaining(word).hasMessageContaining('"' + text + '"');
              assertThat(e.hint()).contains(Limit.of(word).orElseThrow().accepted());
            });
  }

  @Test
  void anUnknownWordIsRefusedWithTheKnownOnes() {
    assertThatThrownBy(() -> Limits.parse(Map.of("max-lags", "2s")))
        .isInstanceOfSatisfying(
            MigrationException.class, e -> assertThat(e.hint()).contains("max-lag,", "duty"));
  }

  @ParameterizedTest
  @EnumSource(Limit.class)
  void eachStandardIsAccepted(Limit limit) {
    Map<String, String> standard = Map.of(limit.word(), limit.standard());
    assertThat(Limits.parse(standard).inForce()).isEqualTo(Limits.STANDARD.inForce());
    assertThat(limit.help()).endsWith(".");
  }

  @Test
  void theOtherLimitsWinWhereTheyAreGiven() {
    Limits configured = Limits.parse(Map.of("max-lag", "2s", "workers", "4"));
    Limits ordered = Limits.parse(Map.of("workers", "2", "duty", "off"));
    Limits both = configured.overriddenBy(ordered);
    assertThat(both.given()).isEqualTo(Map.of("max-lag", "2s", "workers", "2", "duty", "off"));
    assertThat(Limits.parse(both.inForce()).inForce()).isEqualTo(both.inForce());
  }

  @Test
  void theDutyIsTheShareOfTheTimeThatIsWorked() {
    assertThat(Limits.STANDARD.duty()).isEmpty();
    assertThat(duty("off").duty()).isEmpty();
    assertThat(duty("100%").duty()).isEmpty();
    assertThat(duty("20%").duty()).hasValue(new Share("duty", 0.2, "as it was set"));
  }

  @Test
  void aShareOfSessionsIsOfMaxConnections() {
    assertThat(Limits.STANDARD.activeSessions(100)).isEqualTo(50);
    assertThat(Limits.STANDARD.activeSessions(1)).isEqualTo(1);
    assertThat(Limits.parse(Map.of("max-active-sessions", "30")).activeSessions(100)).isEqualTo(30);
  }

  @Test
  void aQueryIsOneSelectAsItWasWritten() {
    String query = "SELECT count(*) > 3 FROM \"Jobs\" WHERE state = $A$late $a$ $A$";
    assertThat(Limits.parse(Map.of("throttle-query", query)).query()).contains(query);
    assertThat(Limits.parse(Map.of("throttle-query", "off")).query()).isEmpty();
  }

  private static Limits duty(String text) {
    return Limits.parse(Map.of("duty", text));
  }
}
