package dev.concertina.cli;

import java.io.PrintStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Starts the command line in a process of its own. */
public final class Main {

  /** Less than the time after which container platforms kill. */
  private static final int PATIENCE_SECONDS = 20;

  private Main() {}

  public static void main(String[] args) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    Stop stop = new Stop();
    CompletableFuture<Integer> exit = new CompletableFuture<>();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(stop, exit), "concertina-stop"));
    int code = new Program(Terminal.of(out, err), System.getenv(), stop).run(args);
    err.flush();
    int told = told(out, err, code);
    exit.complete(told);
    System.exit(told);
  }

  /** A result that nobody could read, on a full disk for instance, is no success. */
  private static int told(PrintStream out, PrintStream err, int code) {
    if (out.checkError() && code == ExitCodes.DONE) {
      err.println("error: done, but standard output could not be written");
      return ExitCodes.INTERNAL;
    }
    return code;
  }

  /**
   * On a signal: lets the open batch or step end, so that the exit code tells what happened. A step
   * that takes longer is left; the next run finds out what became of it.
   */
  private static void end(Stop stop, CompletableFuture<Integer> exit) {
    if (exit.isDone()) {
      return;
    }
    stop.request();
    Unfinished unfinished = stop.unfinished();
    int code = ExitCodes.WAITING;
    try {
      code = exit.get(unfinished.endsAtOnce() ? 0 : PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      System.err.println(unfinished.words());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(code);
  }
}
