package dev.concertina.cli;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What one run of the program did: the command line as a process would see it. */
public record Run(int exit, String out, String err) {

  public static Run of(String... args) {
    return of(Map.of(), "", args);
  }

  /** A run with an environment and something on standard input. */
  public static Run of(Map<String, String> environment, String input, String... args) {
    return stoppable(new Stop(), environment, input, args);
  }

  /** A run that may be asked to end early. */
  public static Run stoppable(
      Stop stop, Map<String, String> environment, String input, String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Terminal terminal =
        new Terminal(
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            new PrintWriter(out),
            new PrintWriter(err),
            false,
            false);
    int exit = new Program(terminal, environment, stop).run(args);
    return new Run(exit, out.toString(), err.toString());
  }

  /** Standard output as the one object that it must be. */
  public JsonObject json() {
    try {
      return JsonParser.object().from(out);
    } catch (JsonParserException e) {
      throw new AssertionError("not one JSON object: " + out, e);
    }
  }
}
