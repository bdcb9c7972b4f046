package dev.concertina.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StripingTest {

  private static final long PAGES = 100_000;
  private static final long ROWS = 5_000_000;
  private static final int WINDOW = 2048;

  private final Striping striping = new Striping();
  private long size = PAGES;

  @Test
  void a_small_relation_is_written_in_one_stripe_and_pages_of_few_rows_in_as_many() {
    assertThat(striping.stripes(63, ROWS)).isEqualTo(1);
    assertThat(striping.stripes(PAGES, 3 * PAGES)).isEqualTo(3);
    assertThat(striping.stripes(PAGES, ROWS)).isEqualTo(Striping.MOST);
    assertThat(striping.stripes(PAGES, 0)).isEqualTo(Striping.MOST);
  }

  @Test
  void one_walker_gives_stripes_up_after_a_window_in_which_nothing_was_freed_and_tries_again() {
    complete(1.1, 1);
    assertThat(stripes()).isEqualTo(Striping.MOST);
    complete(1.1, 1);
    assertThat(windowsWithout()).isEqualTo(2);
    assertThat(stripes()).isEqualTo(Striping.MOST);
  }

  @Test
  void each_judgement_against_stripes_that_follows_another_holds_twice_as_long() {
    complete(1.1, 1);
    for (int expected : List.of(2, 4, 8, 16, 16)) {
      complete(1.1, 1);
      assertThat(windowsWithout()).isEqualTo(expected);
    }
    complete(0.2, 1);
    complete(1.1, 1);
    assertThat(windowsWithout()).isEqualTo(2);
  }

  @Test
  void what_other_walkers_have_begun_is_no_growth_of_the_windows_that_are_complete() {
    complete(0, 2);
    for (int pair = 0; pair < 20; pair++) {
      // Both begin, and grow the relation by a quarter; both end.
      complete(0.7, 2);
      complete(0, 2);
      assertThat(stripes()).isEqualTo(Striping.MOST);
    }
  }

  @Test
  void two_walkers_give_stripes_up_where_nothing_is_freed() {
    complete(0, 2);
    for (int window = 0; window < 8; window++) {
      assertThat(stripes()).isEqualTo(Striping.MOST);
      complete(1.1, 2);
    }
    assertThat(stripes()).isEqualTo(1);
  }

  private int windowsWithout() {
    int windows = 0;
    while (stripes() == 1) {
      grow(1, 1.1, 1);
      windows++;
    }
    return windows;
  }

  private int stripes() {
    return striping.stripes(PAGES, ROWS);
  }

  private void complete(double growth, int walkers) {
    grow(Striping.MOST, growth, walkers);
  }

  private void grow(int stripes, double growth, int walkers) {
    size += Math.round(WINDOW * growth);
    striping.completed(stripes, WINDOW, size, walkers);
  }
}
