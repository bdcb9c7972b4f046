package dev.concertina.benchmarks.load;

import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/** The keys of a table: each row that was loaded is as likely as the next. Thread-safe. */
public final class Keys {

  private final long loaded;
  private final AtomicLong highest;

  public Keys(long loaded) {
    this.loaded = loaded;
    this.highest = new AtomicLong(loaded);
  }

  long forRequest(Kind kind, Random random) {
    return kind == Kind.INSERT ? highest.incrementAndGet() : 1 + random.nextLong(loaded);
  }
}
