package dev.concertina.journal;

import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The share of the time in which batches may run, where that is not all of it.
 *
 * @param signal the word of the limit that wants it, as the command line has it: {@code
 *     max-slowdown}
 * @param part of the time, above 0 and below 1
 * @param reason the figures that were seen and the limit
 */
public record Share(String signal, double part, String reason) {

  /** A share that may be all of the time, which is none. */
  public static Optional<Share> of(String signal, double part, String reason) {
    return part < 1 ? Optional.of(new Share(signal, part, reason)) : Optional.empty();
  }

  /** Who wants the least is obeyed. */
  public static Optional<Share> smallest(Stream<Optional<Share>> wanted) {
    return wanted.flatMap(Optional::stream).min(Comparator.comparingDouble(Share::part));
  }

  /** Rounded, at least 1. */
  public long percent() {
    return Math.max(1, Math.round(part * 100));
  }
}
