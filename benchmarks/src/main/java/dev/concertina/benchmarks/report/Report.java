package dev.concertina.benchmarks.report;

import com.grack.nanojson.JsonWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Findings with everything that is needed to measure them again.
 *
 * @param command as it was typed, without passwords
 * @param commit of the sources
 * @param at when it began, in ISO 8601
 */
public record Report(
    String benchmark,
    String command,
    String commit,
    String at,
    Map<String, Object> machine,
    Map<String, Object> server,
    Findings findings) {

  /** For people. */
  public void print(PrintWriter out) {
    out.println();
    out.println(command + "   (" + commit + ", " + at + ")");
    out.println("machine: " + words(machine));
    out.println("server: " + words(server));
    out.println("run: " + words(findings.parameters()));
    for (Table table : findings.tables()) {
      out.println();
      out.print(table.text());
    }
    out.println();
    findings.figures().forEach(figure -> out.println(figure.text()));
    findings.notes().forEach(note -> out.println("note: " + note));
    out.flush();
  }

  private static String words(Map<String, Object> fields) {
    return String.join(
        ", ", fields.entrySet().stream().map(e -> e.getKey() + " " + e.getValue()).toList());
  }

  /** For programs. */
  public void write(Path file) throws IOException {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("benchmark", benchmark);
    json.put("command", command);
    json.put("commit", commit);
    json.put("at", at);
    json.put("machine", machine);
    json.put("server", server);
    json.put("parameters", findings.parameters());
    json.put("tables", findings.tables().stream().map(Table::json).toList());
    json.put("figures", findings.figures().stream().map(Figure::json).toList());
    json.put("notes", findings.notes());
    Path directory = file.toAbsolutePath().getParent();
    if (directory != null) {
      Files.createDirectories(directory);
    }
    Files.writeString(file, JsonWriter.indent("  ").string().object(json).done() + "\n");
  }
}
