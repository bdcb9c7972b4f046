package dev.concertina.cli.demo;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What every acknowledged write stored. A block of neighbouring keys has one lock, which a request
 * holds until PostgreSQL has answered: so the old and the new application may touch the same rows,
 * and every read has exactly one right answer. Thread-safe.
 */
final class Ledger {

  /** Keys in a block, and rows in a page that an application lists. */
  static final int BLOCK = 50;

  private final Map<Long, Block> blocks = new ConcurrentHashMap<>();
  private final AtomicLong highest = new AtomicLong();
  private volatile boolean migrated;

  /** A key that was never used; applications take theirs from a sequence in the same way. */
  long newKey() {
    return highest.incrementAndGet();
  }

  long highestKey() {
    return highest.get();
  }

  Block blockOf(long key) {
    return blocks.computeIfAbsent(key / BLOCK, number -> new Block(number * BLOCK));
  }

  /** The blocks of all keys so far, in order. */
  List<Block> blocks() {
    return List.copyOf(new TreeMap<>(blocks).values());
  }

  /** From here on the migration is complete. */
  void migrated() {
    migrated = true;
  }

  boolean isMigrated() {
    return migrated;
  }

  /** Neighbouring rows. All but {@link #first} and {@link #last} is guarded by {@link #lock}. */
  static final class Block {

    private final long first;
    private final ReentrantLock lock = new ReentrantLock();
    private final TreeMap<Long, Row> rows = new TreeMap<>();
    private boolean lost;

    private Block(long first) {
      this.first = first;
    }

    ReentrantLock lock() {
      return lock;
    }

    long first() {
      return first;
    }

    long last() {
      return first + BLOCK - 1;
    }

    Map<Long, Row> rows() {
      return rows;
    }

    Optional<Row> row(long key) {
      return Optional.ofNullable(rows.get(key));
    }

    void put(long key, Row row) {
      rows.put(key, row);
    }

    void remove(long key) {
      rows.remove(key);
    }

    /**
     * A write's answer never came: whether it was stored is unknown, so the block judges nothing.
     */
    void lose() {
      lost = true;
    }

    boolean isLost() {
      return lost;
    }
  }
}
