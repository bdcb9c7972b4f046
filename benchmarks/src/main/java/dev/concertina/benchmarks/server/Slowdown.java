package dev.concertina.benchmarks.server;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Lets a process work only for a share of the time, as a machine that is too weak: it is stopped
 * and continued many times a second.
 */
public final class Slowdown implements AutoCloseable {

  private static final long PERIOD_MILLIS = 100;

  private final long pid;
  private final int share;
  private final Thread thread;
  private final AtomicReference<RuntimeException> failure = new AtomicReference<>();
  private volatile boolean stopping;

  /**
   * Begins at once.
   *
   * @param share of the time in which the process may work, in %
   */
  public Slowdown(long pid, int share) {
    this.pid = pid;
    this.share = share;
    this.thread = new Thread(this::pulse, "slowdown");
    thread.start();
  }

  private void pulse() {
    try {
      while (!stopping) {
        signal("STOP");
        TimeUnit.MILLISECONDS.sleep(PERIOD_MILLIS * (100 - share) / 100);
        signal("CONT");
        TimeUnit.MILLISECONDS.sleep(PERIOD_MILLIS * share / 100);
      }
    } catch (IOException e) {
      failure.set(new IllegalStateException("no signal could be sent to " + pid, e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void signal(String name) throws IOException, InterruptedException {
    int code = new ProcessBuilder("kill", "-" + name, String.valueOf(pid)).start().waitFor();
    if (code != 0) {
      throw new IOException("kill -" + name + " " + pid + " exited with " + code);
    }
  }

  /** Fails if the process was not slowed down all the time. */
  public void check() {
    RuntimeException failed = failure.get();
    if (failed != null) {
      throw failed;
    }
  }

  /** The process works on. */
  @Override
  public void close() {
    stopping = true;
    try {
      thread.join();
      signal("CONT");
    } catch (IOException e) {
      throw new IllegalStateException("no signal could be sent to " + pid, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a process was slow", e);
    }
  }
}
