package dev.concertina.fuzz;

import dev.concertina.change.Migration;
import dev.concertina.change.MigrationException;
import dev.concertina.source.MigrationText;
import dev.concertina.source.Sources;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;

/**
 * For jazzer ({@code -Pfuzz}): whatever bytes a file holds, the answer is a migration whose changes
 * stand on lines of it, or a refusal with a line, a message and a hint.
 */
public final class SourceFuzz {

  private static final MigrationText TEXT = new MigrationText(Sources.PARSER);

  private SourceFuzz() {}

  /** One file. */
  public static void fuzzerTestOneInput(byte[] file) {
    String name = isYaml(file) ? "V1__fuzz.yaml" : "V1__fuzz.sql";
    try {
      Migration migration = TEXT.read(name, new ByteArrayInputStream(file));
      migration.changes().forEach(change -> require(change.origin().line() > 0, "a change"));
    } catch (MigrationException refusal) {
      require(!String.valueOf(refusal.getMessage()).isBlank(), "a message");
      require(!refusal.hint().isBlank(), "a hint");
      require(refusal.origin().orElseThrow().line() > 0, "a refusal");
    }
  }

  private static boolean isYaml(byte[] file) {
    String text = new String(file, StandardCharsets.ISO_8859_1).stripLeading();
    return text.startsWith("changes") || text.startsWith("operations") || text.startsWith("---");
  }

  private static void require(boolean condition, String what) {
    if (!condition) {
      throw new IllegalStateException(what + " is nowhere");
    }
  }
}
