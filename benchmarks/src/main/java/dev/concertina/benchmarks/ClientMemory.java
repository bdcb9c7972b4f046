package dev.concertina.benchmarks;

import dev.concertina.backfill.BackfillProgress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * How much memory the client, which is this program, needs while a backfill runs. Thread-safe.
 *
 * <p>What lives on the heap is read after a collection, at the first batch, at half and at nine
 * tenths of the walk: a walk that remembered what it has passed would hold more and more.
 */
final class ClientMemory implements Consumer<BackfillProgress> {

  private static final Path RESET = Path.of("/proc/self/clear_refs");
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String RESET_PEAK = "5";
  private static final Pattern PEAK = Pattern.compile("(?m)^VmHWM:\\s+(\\d+) kB$");
  private static final double[] MOMENTS = {0, 0.5, 0.9};
  private static final double MEGA = 1e6;
  private static final int KILO = 1024;

  private int taken;
  private long first;
  private long highest;

  /** Forgets what was before. */
  synchronized void begin() {
    taken = 0;
    first = 0;
    highest = 0;
    try {
      if (Files.isWritable(RESET)) {
        Files.writeString(RESET, RESET_PEAK);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public synchronized void accept(BackfillProgress progress) {
    double walked = (double) progress.blocksDone() / Math.max(1, progress.blocksTotal());
    if (taken < MOMENTS.length && walked >= MOMENTS[taken]) {
      long heap = heapAfterCollection();
      first = taken == 0 ? heap : first;
      highest = Math.max(highest, heap);
      taken++;
    }
  }

  /** The most that lived on the heap, in MB. */
  synchronized double heapMegabytes() {
    return highest / MEGA;
  }

  /** How much more that was than at the first batch, in MB. */
  synchronized double grownMegabytes() {
    return (highest - first) / MEGA;
  }

  /** The most that the process held of the machine's memory, in MB; 0 where nobody tells. */
  static double peakMegabytes() {
    if (!Files.isReadable(STATUS)) {
      return 0;
    }
    try {
      return PEAK.matcher(Files.readString(STATUS))
          .results()
          .findFirst()
          .map(found -> Long.parseLong(found.group(1)) * KILO / MEGA)
          .orElse(0.0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long heapAfterCollection() {
    ManagementFactory.getMemoryMXBean().gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
