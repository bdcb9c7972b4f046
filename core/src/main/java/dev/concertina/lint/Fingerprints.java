package dev.concertina.lint;

import dev.concertina.hazard.Finding;
import dev.concertina.source.Checksum;
import dev.concertina.words.OneLine;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Gives each finding a name that survives when lines move, the text is laid out anew, or lint runs
 * in another directory. Equal statements of one file are told apart by their order. Not
 * thread-safe.
 */
final class Fingerprints {

  private static final int DIGITS = 16;
  private static final int PARTS_OF_PATH = 2;

  private final Map<String, Integer> seen = new HashMap<>();

  String of(Finding finding) {
    String what =
        String.join(
            "\0",
            finding.rule(),
            finding.axis().key(),
            tail(finding.origin().file()),
            OneLine.of(finding.origin().statement()));
    int occurrence = seen.merge(what, 1, Integer::sum);
    return Checksum.of(what + "\0" + occurrence).substring(0, DIGITS);
  }

  /** The file and its directory: the name alone is the same in many directories of Prisma's. */
  private static String tail(String file) {
    try {
      Path path = Path.of(file).toAbsolutePath().normalize();
      int parts = path.getNameCount();
      Path tail = path.subpath(Math.max(0, parts - PARTS_OF_PATH), parts);
      return file.equals("-") || parts == 0 ? file : tail.toString().replace('\\', '/');
    } catch (InvalidPathException e) {
      return file;
    }
  }
}
