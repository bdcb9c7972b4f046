package dev.concertina.cli;

import dev.concertina.cli.json.Json;
import dev.concertina.cli.render.Style;
import java.io.PrintWriter;

/**
 * Where a command says what it has to say. In text mode results go to standard output as they come;
 * in JSON mode their fields are collected into the one object that ends the run. Notes and progress
 * go to standard error in both. Not thread-safe.
 */
public final class Output {

  /** How results are written. */
  public enum Format {
    TEXT,
    JSON
  }

  private final Terminal terminal;
  private final Format format;
  private final boolean colours;
  private final boolean drawsOver;
  private final Json result = new Json();

  /**
   * @param colours whether a terminal may get colours
   * @param drawsOver whether a line of a terminal may be drawn over
   */
  public Output(Terminal terminal, Format format, boolean colours, boolean drawsOver) {
    this.terminal = terminal;
    this.format = format;
    this.colours = colours;
    this.drawsOver = drawsOver;
  }

  public boolean isJson() {
    return format == Format.JSON;
  }

  /** A result: its text now, or its fields at the end. */
  public void show(String text, Json fields) {
    if (isJson()) {
      result.putAll(fields);
    } else {
      terminal.out().println(text.stripTrailing());
    }
  }

  /** One line for people that is not the result. */
  public void note(String line) {
    terminal.err().println((isLive() ? Style.CLEAR_LINE : "") + line);
  }

  /**
   * For text that grows while the command runs: standard output, or in JSON mode standard error.
   */
  public PrintWriter people() {
    return isJson() ? terminal.err() : terminal.out();
  }

  /** For progress. */
  public PrintWriter progress() {
    return terminal.err();
  }

  /** Whether a line of {@link #progress} may be drawn over. */
  public boolean isLive() {
    return drawsOver && terminal.errIsTerminal();
  }

  /** Whether a line of standard output may be drawn over. */
  public boolean isResultLive() {
    return drawsOver && terminal.outIsTerminal();
  }

  /** The style of text that goes to {@link #show} and {@link #people}. */
  public Style style() {
    return new Style(colours && (isJson() ? terminal.errIsTerminal() : terminal.outIsTerminal()));
  }

  /** The style of text that goes to {@link #note} and {@link #progress}. */
  public Style noteStyle() {
    return new Style(colours && terminal.errIsTerminal());
  }

  /** Ends the run: in JSON mode writes the one object. */
  void end(String command, int exit) {
    if (isJson()) {
      terminal.out().println(envelope(command, exit).putAll(result));
    }
  }

  /** Ends the run with what went wrong. */
  void end(String command, ErrorReport error) {
    if (isJson()) {
      terminal
          .out()
          .println(envelope(command, error.exit()).putAll(result).put("error", error.json()));
    } else {
      note(error.text(noteStyle()));
    }
  }

  /** The object that ends a run in JSON mode, before its own fields. */
  public static Json envelope(String command, int exit) {
    return new Json().put("command", command).put("ok", exit == ExitCodes.DONE).put("exit", exit);
  }
}
