package dev.concertina.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ShareTest {

  @Test
  void allOfTheTimeIsNoShare() {
    assertThat(Share.of("duty", 1, "as it was set")).isEmpty();
  }

  @Test
  void whoWantsTheLeastIsObeyed() {
    Optional<Share> duty = Share.of("duty", 0.5, "as it was set");
    Optional<Share> slowdown = Share.of("max-slowdown", 0.25, "others wait");
    assertThat(Share.smallest(Stream.of(duty, Optional.empty(), slowdown))).isEqualTo(slowdown);
    assertThat(Share.smallest(Stream.of(Optional.empty()))).isEmpty();
  }

  @Test
  void aVerySmallShareIsNotNothing() {
    assertThat(new Share("duty", 0.001, "").percent()).isEqualTo(1);
  }
}
