package dev.concertina.source.yaml;

import dev.concertina.change.MigrationException;
import dev.concertina.change.Origin;
import java.util.Iterator;
import java.util.Locale;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads one YAML document; JSON is YAML too. Stateless, safe for any thread. */
public final class YamlReader {

  /**
   * The document's root.
   *
   * @param file what messages name
   * @throws MigrationException {@code yaml-syntax} if the text is not YAML, {@code yaml-refused} if
   *     it uses what a file of plain data has no need of
   */
  public YamlNode read(String file, String text) {
    Iterator<Event> events =
        new Parse(LoadSettings.builder().setLabel(file).build()).parseString(text).iterator();
    try {
      return new TreeBuilder(file, events).document();
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
      throw syntax(file, e.getProblem(), line, e);
    } catch (YamlEngineException e) {
      throw syntax(file, String.valueOf(e.getMessage()), 1, e);
    }
  }

  private static MigrationException syntax(String file, String why, int line, Exception cause) {
    boolean json = file.toLowerCase(Locale.ROOT).endsWith(".json");
    MigrationException refused =
        new MigrationException(
            "yaml-syntax",
            "This is not " + (json ? "JSON" : "YAML") + ": " + why.strip() + ".",
            json
                ? "Correct it near this line: a comma, a quote or a bracket is missing or too many."
                : "Correct it near this line; a text that holds a colon, a # or a quote stands in"
                    + " quotes or in a block after |.",
            new Origin(file, line, ""));
    return (MigrationException) refused.initCause(cause);
  }
}
