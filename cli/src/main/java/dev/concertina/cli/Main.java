package dev.concertina.cli;

import java.io.PrintStream;

/** Starts the command line in a process of its own. */
public final class Main {

  private Main() {}

  public static void main(String[] args) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    int exit = new Program(Terminal.of(out, err), System.getenv()).run(args);
    out.flush();
    err.flush();
    System.exit(exit);
  }
}
