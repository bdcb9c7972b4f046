package dev.concertina.backfill;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * In how many stripes a window is written. The first stripe leaves dead row versions in each page;
 * pruning frees their room, and the later stripes are HOT updates in the page: less WAL, less
 * growth. That needs the xmin horizon of the database to move: under a long snapshot nothing is
 * freed, the relation grows as under one big UPDATE, and stripes only read each page several times.
 * So the growth is watched, and while it says that stripes do not pay, windows are written in one.
 *
 * <p>Not thread-safe: the walk calls it under its monitor.
 */
final class Striping {

  static final int MOST = 10;

  private static final Logger LOG = LoggerFactory.getLogger(Striping.class);

  /** Below this many pages in the relation, stripes cost more than they save. */
  private static final long PAGES_WORTH_STRIPES = 64;

  /** Growth in pages for each page walked: 0.2 with stripes that work, 1 without. */
  private static final double TOO_MUCH_GROWTH = 0.6;

  /** Fewer pages say little: relations grow by several pages at once. */
  private static final long PAGES_TO_JUDGE = 256;

  /**
   * Windows in one stripe after the first judgement against stripes; twice as many after each that
   * confirms it. A batch that the disk holds up looks like a long snapshot while it lasts, and a
   * window in one stripe grows the relation four times as much: so the first answer is a short one.
   */
  private static final int FEWEST_WITHOUT = 2;

  private static final int MOST_WITHOUT = 16;

  /**
   * The relation also grows by what other walkers have begun and not completed: so many windows for
   * each of them make that small against what is judged.
   */
  private static final int WINDOWS_FOR_EACH_WALKER = 4;

  private long sizeBefore = -1;
  private long walked;
  private int windows;
  private int without;
  private int nextWithout = FEWEST_WITHOUT;

  /**
   * For the next window.
   *
   * @param rows the planner's estimate for the relation, 0 if there is none
   */
  int stripes(long relationPages, long rows) {
    if (relationPages < PAGES_WORTH_STRIPES) {
      return 1;
    }
    if (without > 0) {
      without--;
      return 1;
    }
    long rowsInPage = rows == 0 ? MOST : rows / relationPages;
    return (int) Math.max(1, Math.min(MOST, rowsInPage));
  }

  /**
   * A window is complete.
   *
   * @param size pages of the relation now
   * @param walkers at work on windows, this one included
   */
  void completed(int stripes, long pages, long size, int walkers) {
    if (sizeBefore < 0 || size < sizeBefore || stripes == 1) {
      restart(size);
      return;
    }
    walked += pages;
    windows++;
    boolean enough = walkers == 1 || windows >= walkers * WINDOWS_FOR_EACH_WALKER;
    if (enough && walked >= PAGES_TO_JUDGE) {
      judge(size - sizeBefore);
      restart(size);
    }
  }

  private void judge(long growth) {
    if (growth <= walked * TOO_MUCH_GROWTH) {
      nextWithout = FEWEST_WITHOUT;
      return;
    }
    LOG.info(
        "{} pages were written and the table grew by {}: old row versions are kept for somebody, so"
            + " the next {} windows are written in one pass each",
        walked,
        growth,
        nextWithout);
    without = nextWithout;
    nextWithout = Math.min(MOST_WITHOUT, 2 * nextWithout);
  }

  /** Another relation, or another file: sizes are not comparable. */
  void restart(long size) {
    sizeBefore = size;
    walked = 0;
    windows = 0;
  }
}
