package dev.concertina.source.word;

import dev.concertina.change.MigrationException;
import dev.concertina.change.Origin;
import dev.concertina.source.yaml.YamlNode;
import java.util.Collection;

/**
 * Where in a file a check stands, for its messages.
 *
 * @param path the keys that lead there, as in {@code split.into}
 */
public record Place(String file, String path) {

  /** The place under a key. */
  public Place under(String key) {
    return new Place(file, path.isEmpty() ? key : path + "." + key);
  }

  /** The place in words. */
  String words() {
    return path.isEmpty() ? "A migration" : path;
  }

  /** Something that does not fit the words of a migration. */
  public MigrationException misfit(int line, String message, String hint) {
    return refusal("yaml-shape", line, message, hint);
  }

  /** A word that is not known here. */
  public MigrationException unknown(int line, String word, Collection<String> known) {
    String list = "Known here: " + String.join(", ", known) + ".";
    return misfit(
        line,
        "Unknown key \"" + word + "\"" + (path.isEmpty() ? "" : " in " + path) + ".",
        Nearest.to(word, known).map(near -> "Did you mean " + near + "? " + list).orElse(list));
  }

  /** Something else than is expected. */
  MigrationException wrongKind(YamlNode found, String expected) {
    return misfit(
        found.line(),
        words() + " is " + expected + ", and here stands " + found.words() + ".",
        found instanceof YamlNode.Scalar && expected.startsWith("a text")
            ? "Put the value in quotes."
            : "Write " + expected + ".");
  }

  /** A refusal with a code of its own. */
  public MigrationException refusal(String code, int line, String message, String hint) {
    return new MigrationException(code, message, hint, new Origin(file, line, ""));
  }
}
