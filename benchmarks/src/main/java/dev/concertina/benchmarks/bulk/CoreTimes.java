package dev.concertina.benchmarks.bulk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How long all cores of this machine have worked, and waited for a disk, since it started: it
 * explains why a second worker helps or does not. Zero where the system does not tell.
 *
 * @param busy in seconds
 * @param disk in seconds
 */
record CoreTimes(double busy, double disk) {

  private static final Path STAT = Path.of("/proc/stat");
  private static final double TICKS_PER_SECOND = 100;
  private static final int IDLE = 4;
  private static final int DISK = 5;
  private static final int STEAL = 8;

  static CoreTimes now() {
    if (!Files.isReadable(STAT)) {
      return new CoreTimes(0, 0);
    }
    try {
      String[] ticks = Files.readString(STAT).lines().findFirst().orElse("").split("\\s+", -1);
      double busy = 0;
      for (int i = 1; i <= STEAL && i < ticks.length; i++) {
        if (i != IDLE && i != DISK) {
          busy += Long.parseLong(ticks[i]);
        }
      }
      double disk = ticks.length > DISK ? Long.parseLong(ticks[DISK]) : 0;
      return new CoreTimes(busy / TICKS_PER_SECOND, disk / TICKS_PER_SECOND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
