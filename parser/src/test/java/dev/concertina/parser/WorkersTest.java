package dev.concertina.parser;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WorkersTest {

  private static final long MB = 1 << 20;

  /** Two engines in a heap of 64 MB left no room for the second file of a directory. */
  @Test
  void a_small_heap_has_fewer_engines_than_the_machine_has_processors() {
    assertThat(Workers.count(48 * MB, 8)).isEqualTo(1);
    assertThat(Workers.count(128 * MB, 8)).isEqualTo(1);
    assertThat(Workers.count(256 * MB, 8)).isEqualTo(2);
    assertThat(Workers.count(512 * MB, 8)).isEqualTo(4);
  }

  @Test
  void elsewhere_there_is_one_for_each_processor_up_to_four() {
    assertThat(Workers.count(4096 * MB, 1)).isEqualTo(1);
    assertThat(Workers.count(4096 * MB, 2)).isEqualTo(2);
    assertThat(Workers.count(4096 * MB, 64)).isEqualTo(4);
  }
}
