package dev.concertina.benchmarks.load;

import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** What became of the requests that were meant to start in a span of time. Thread-safe. */
public final class Phase {

  private static final long LONGEST_MICROS = TimeUnit.MINUTES.toMicros(10);
  private static final int DIGITS = 3;
  private static final String UNKNOWN = "?????";

  private final String name;
  private final long began;
  private volatile long ended;
  private final ConcurrentHistogram latency = new ConcurrentHistogram(LONGEST_MICROS, DIGITS);
  private final ConcurrentHistogram ofServer = new ConcurrentHistogram(LONGEST_MICROS, DIGITS);
  private final AtomicLong longestCollection = new AtomicLong();
  private final ConcurrentHistogram hiccups = new ConcurrentHistogram(LONGEST_MICROS, DIGITS);
  private final Map<String, LongAdder> errors = new ConcurrentHashMap<>();

  Phase(String name, long began) {
    this.name = name;
    this.began = began;
    this.ended = began;
  }

  void end(long nanos) {
    ended = nanos;
  }

  /**
   * A request is answered, with or without an error.
   *
   * @param nanos since it was meant to start
   * @param overslept the part of them that this program needed to wake up
   */
  void answered(long nanos, long overslept) {
    record(latency, nanos);
    record(ofServer, nanos - overslept);
  }

  /** All threads of this program stood still for its garbage collection. */
  void collected(long millis) {
    longestCollection.accumulateAndGet(millis, Math::max);
  }

  void failed(SQLException error) {
    String state = Objects.requireNonNullElse(error.getSQLState(), UNKNOWN);
    errors.computeIfAbsent(state, key -> new LongAdder()).increment();
  }

  /** This program itself was late by so much, whatever the database did. */
  void hiccup(long nanos) {
    record(hiccups, nanos);
  }

  private static void record(ConcurrentHistogram histogram, long nanos) {
    long micros = TimeUnit.NANOSECONDS.toMicros(nanos);
    histogram.recordValue(Math.min(LONGEST_MICROS, Math.max(0, micros)));
  }

  public String name() {
    return name;
  }

  public double seconds() {
    return (ended - began) / 1e9;
  }

  /** In microseconds, each since the request's intended start. */
  public Histogram latency() {
    return latency.copy();
  }

  /** In microseconds, without what this program itself was late to start. */
  public Histogram withoutLateClient() {
    return ofServer.copy();
  }

  /** The longest pause for a garbage collection of this program, in milliseconds. */
  public long longestCollection() {
    return longestCollection.get();
  }

  /** In microseconds. */
  public double longestHiccup() {
    return hiccups.getMaxValue();
  }

  /** How many, by SQLSTATE. */
  public Map<String, Long> errors() {
    Map<String, Long> counts = new ConcurrentHashMap<>();
    errors.forEach((state, count) -> counts.put(state, count.sum()));
    return Map.copyOf(counts);
  }
}
