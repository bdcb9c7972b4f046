package dev.concertina.cli.demo;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;

/** What happened to the requests of one application. Thread-safe. */
final class Traffic {

  private static final long LONGEST_MICROS = TimeUnit.MINUTES.toMicros(10);
  private static final int DIGITS = 3;
  private static final int SAMPLES = 5;
  private static final String UNKNOWN = "?????";

  private final ConcurrentHistogram latency = new ConcurrentHistogram(LONGEST_MICROS, DIGITS);
  private final Map<String, Failure> failures = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<String> wrongSamples = new ConcurrentLinkedQueue<>();
  private final LongAdder requests = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final LongAdder checked = new LongAdder();
  private final LongAdder wrong = new LongAdder();
  private volatile boolean measuring;

  /** From here on latencies count: the first requests load classes and fill caches. */
  void measure() {
    measuring = true;
  }

  /** A request is answered, with or without an error, so long after it was meant to start. */
  void answered(long nanosSinceIntended) {
    requests.increment();
    if (measuring) {
      long micros = TimeUnit.NANOSECONDS.toMicros(nanosSinceIntended);
      latency.recordValue(Math.min(LONGEST_MICROS, Math.max(0, micros)));
    }
  }

  void failed(Side side, SQLException error) {
    failed.increment();
    String state = Objects.requireNonNullElse(error.getSQLState(), UNKNOWN);
    failures
        .computeIfAbsent(state, key -> new Failure(side.toString(), key, firstLine(error)))
        .count
        .increment();
  }

  /** Rows were compared and this many of them were as they must be, or not. */
  void checked(long rows) {
    checked.add(rows);
  }

  void wrong(String sample) {
    wrong.increment();
    if (wrongSamples.size() < SAMPLES) {
      wrongSamples.add(sample);
    }
  }

  long requests() {
    return requests.sum();
  }

  long failed() {
    return failed.sum();
  }

  long rowsChecked() {
    return checked.sum();
  }

  long rowsWrong() {
    return wrong.sum();
  }

  Duration longestStall() {
    return Duration.of(latency.getMaxValue(), java.time.temporal.ChronoUnit.MICROS);
  }

  List<String> wrongSamples() {
    return List.copyOf(wrongSamples);
  }

  /** One for each SQLSTATE. */
  List<Failure> failures() {
    return List.copyOf(failures.values());
  }

  private static String firstLine(SQLException error) {
    String message = Objects.requireNonNullElse(error.getMessage(), error.toString());
    return message.lines().findFirst().orElse("").replaceFirst("^(ERROR|FATAL): ", "");
  }

  /** The requests that failed with one SQLSTATE, and the first message. */
  static final class Failure {

    private final String application;
    private final String state;
    private final String message;
    private final LongAdder count = new LongAdder();

    private Failure(String application, String state, String message) {
      this.application = application;
      this.state = state;
      this.message = message;
    }

    String application() {
      return application;
    }

    String state() {
      return state;
    }

    String message() {
      return message;
    }

    long count() {
      return count.sum();
    }
  }
}
