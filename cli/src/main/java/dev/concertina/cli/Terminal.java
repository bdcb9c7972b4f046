package dev.concertina.cli;

import java.io.BufferedWriter;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.Writer;
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

  /** Set by the launcher. */
  static final String ERR_IS_TERMINAL = "concertina.terminal.err";

  /**
   * The launcher says which streams are terminals: Java 17 cannot tell them apart. Started in
   * another way, none is taken for one.
   */
  static Terminal of(PrintStream out, PrintStream err) {
    boolean outIsTerminal = Boolean.getBoolean("concertina.terminal.out");
    boolean errIsTerminal = Boolean.getBoolean(ERR_IS_TERMINAL);
    return new Terminal(
        System.in,
        safe(out, outIsTerminal),
        safe(err, errIsTerminal),
        outIsTerminal,
        errIsTerminal);
  }

  private static PrintWriter safe(PrintStream stream, boolean terminal) {
    Writer utf8 = new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8));
    return new PrintWriter(new SafeWriter(utf8, terminal), true);
  }
}
