package dev.concertina.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class HistoryTest {

  private static final Duration SECOND = Duration.ofSeconds(1);

  private final TestTime time = new TestTime();
  private final History history = new History(time.time());

  @Test
  void aPositionIsAsOldAsTheLastMomentAtWhichTheLeaderWasThere() {
    history.record(100, SECOND);
    time.pass(SECOND);
    history.record(100, SECOND);
    time.pass(SECOND);
    history.record(200, SECOND);
    assertThat(history.age(200)).contains(Duration.ZERO);
    assertThat(history.age(199)).contains(SECOND);
    assertThat(history.age(100)).contains(SECOND);
  }

  @Test
  void aPositionFromBeforeHasNoAge() {
    history.record(100, SECOND);
    assertThat(history.age(99)).isEmpty();
  }

  @Test
  void whatIsOlderThanAnHourIsForgottenUnlessALimitNeedsIt() {
    history.record(100, SECOND);
    time.pass(Duration.ofMinutes(61));
    history.record(200, SECOND.multipliedBy(7200));
    assertThat(history.age(100)).contains(Duration.ofMinutes(61));
    history.record(300, SECOND);
    assertThat(history.age(100)).isEmpty();
  }

  @Test
  void aLeaderThatGoesBackIsAnotherLeader() {
    history.record(100, SECOND);
    time.pass(SECOND);
    history.record(50, SECOND);
    assertThat(history.age(100)).contains(Duration.ZERO);
    assertThat(history.length()).isZero();
  }
}
