package dev.concertina.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class WindowSizeTest {

  private static final Duration TARGET = Duration.ofMillis(50);

  @Test
  void itAtMostDoublesAndShrinksAtOnce() {
    WindowSize first = WindowSize.first(TARGET);

    assertThat(first.after(Duration.ofMillis(1)).pages()).isEqualTo(first.pages() * 2);
    assertThat(first.after(Duration.ofMillis(100)).pages()).isEqualTo(first.pages() / 2);
    assertThat(first.after(Duration.ofSeconds(5)).isSmallest()).isTrue();
    assertThat(first.halved().pages()).isEqualTo(first.pages() / 2);
  }

  @Test
  void itStaysWithinItsBounds() {
    WindowSize size = WindowSize.first(TARGET);
    for (int i = 0; i < 100; i++) {
      size = size.after(Duration.ZERO);
    }
    assertThat(size.pages()).isEqualTo(WindowSize.LARGEST);
    for (int i = 0; i < 100; i++) {
      size = size.halved();
    }
    assertThat(size.pages()).isEqualTo(1);
  }
}
