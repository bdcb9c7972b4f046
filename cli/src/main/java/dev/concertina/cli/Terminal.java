package dev.concertina.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/**
 * The process's streams, UTF-8, and whether a person watches them.
 *
 * @param outIsTerminal whether standard output goes to a terminal
 * @param errIsTerminal whether standard error goes to a terminal
 */
public record Terminal(
    InputStream in,
    PrintWriter out,
    PrintWriter err,
    boolean outIsTerminal,
    boolean errIsTerminal) {

  /**
   * The launcher says which streams are terminals: Java 17 cannot tell them apart. Started in
   * another way, none is taken for one.
   */
  static Terminal of(PrintStream out, PrintStream err) {
    return new Terminal(
        System.in,
        new PrintWriter(out, true, StandardCharsets.UTF_8),
        new PrintWriter(err, true, StandardCharsets.UTF_8),
        Boolean.getBoolean("concertina.terminal.out"),
        Boolean.getBoolean("concertina.terminal.err"));
  }
}
