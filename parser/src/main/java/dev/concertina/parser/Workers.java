package dev.concertina.parser;

import java.lang.ref.SoftReference;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The threads that run the grammar, each with its own {@link Engine} and a stack deep enough for
 * C's recursion. They are daemons and end when idle, so there is nothing to close.
 */
final class Workers {
  private static final long STACK_BYTES = 64L << 20;
  private static final int MOST = 4;

  /** An engine begins with 33 MB, and what reads its trees needs room beside it. */
  private static final long HEAP_OF_ONE = 96L << 20;

  private final ThreadPoolExecutor threads;

  /**
   * Starts nothing.
   *
   * @param idle after which a thread ends
   */
  Workers(Duration idle) {
    int count = count(Runtime.getRuntime().maxMemory(), Runtime.getRuntime().availableProcessors());
    threads =
        new ThreadPoolExecutor(
            count,
            count,
            idle.toMillis(),
            TimeUnit.MILLISECONDS,
            new LinkedBlockingQueue<>(),
            Worker::new);
    threads.allowCoreThreadTimeOut(true);
  }

  /** A container of 512 MB has a heap of 128 MB by default, and may have many processors. */
  static int count(long heap, int processors) {
    return (int) Math.max(1, Math.min(Math.min(MOST, processors), heap / HEAP_OF_ONE));
  }

  /**
   * Runs the task on a worker and waits for it. An interrupt does not cut the wait short; it is
   * kept for the caller.
   *
   * @throws StackOverflowError if the task ran out of stack
   * @throws IllegalStateException if the engine failed
   * @throws SqlSyntaxException as the task throws it
   */
  <T> T call(Function<Engine, T> task) {
    return await(threads.submit(onEngine(task)));
  }

  /** An engine comes back only from a task that it survived; any other engine is forgotten. */
  private static <T> Callable<T> onEngine(Function<Engine, T> task) {
    return () -> {
      Worker worker = (Worker) Thread.currentThread();
      Engine engine = worker.takeEngine();
      T result;
      try {
        result = task.apply(engine);
      } catch (SqlSyntaxException e) {
        worker.keep(engine);
        throw e;
      }
      worker.keep(engine);
      return result;
    };
  }

  private static <T> T await(Future<T> running) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return running.get();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      throw rethrown(e.getCause());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static RuntimeException rethrown(@Nullable Throwable cause) {
    if (cause instanceof SqlSyntaxException refusal) {
      return refusal;
    }
    for (Throwable t = cause; t != null; t = t.getCause()) {
      if (t instanceof StackOverflowError overflow) {
        throw overflow;
      }
    }
    return new IllegalStateException("PostgreSQL's grammar failed on this text", cause);
  }

  /**
   * Its engine is garbage when the thread ends, and while it is idle as soon as memory is short: a
   * process may have many parsers.
   */
  private static final class Worker extends Thread {
    private SoftReference<@Nullable Engine> idle = new SoftReference<>(null);

    Worker(Runnable work) {
      super(null, work, "concertina-parser", STACK_BYTES);
      setDaemon(true);
    }

    Engine takeEngine() {
      Engine kept = idle.get();
      idle = new SoftReference<>(null);
      return kept != null ? kept : new Engine();
    }

    void keep(Engine engine) {
      if (engine.isSmall()) {
        idle = new SoftReference<>(engine);
      }
    }
  }
}
