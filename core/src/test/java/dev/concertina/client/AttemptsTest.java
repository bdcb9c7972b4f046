package dev.concertina.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** The next attempt is made beside one that hangs, later and later. */
class AttemptsTest {

  @Test
  void besideWhatHangsTheNextIsMadeLaterAndLaterUntilOneEnds()
      throws ExecutionException, InterruptedException {
    CountDownLatch answer = new CountDownLatch(1);
    try (Attempts attempts = new Attempts("attempts")) {
      Future<?> first = attempts.begin(() -> hang(answer));
      assertThat(turnsUntilTheNext(attempts, answer)).isEqualTo(3);
      assertThat(turnsUntilTheNext(attempts, answer)).isEqualTo(6);
      assertThat(turnsUntilTheNext(attempts, answer)).isEqualTo(9);
      attempts.begin(() -> {}).get();
      assertThat(attempts.turn(() -> hang(answer))).isTrue();
      answer.countDown();
      first.get();
    }
  }

  private static int turnsUntilTheNext(Attempts attempts, CountDownLatch answer) {
    int turns = 1;
    while (!attempts.turn(() -> hang(answer))) {
      turns++;
    }
    return turns;
  }

  private static void hang(CountDownLatch answer) {
    try {
      answer.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
