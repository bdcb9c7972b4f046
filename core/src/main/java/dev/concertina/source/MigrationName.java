package dev.concertina.source;

import dev.concertina.change.MigrationException;
import dev.concertina.change.Origin;
import dev.concertina.change.Version;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a migration's name says: {@code V7__rename_user_name} is version 7, "rename user name".
 *
 * @param version the numbers between {@code V} and the two underscores
 * @param description the rest, with spaces for underscores
 */
record MigrationName(Version version, String description) {

  private static final Pattern SHAPE = Pattern.compile("V([0-9][0-9._]*?)__(.*[^_\\s].*)");

  /**
   * Reads a name without its extension.
   *
   * @param file what the message names
   * @throws MigrationException if the name has another shape
   */
  static MigrationName parse(String name, String file) {
    Matcher shape = SHAPE.matcher(name);
    if (!shape.matches()) {
      throw refused(name, "it has not the shape V<version>__<description>", file);
    }
    try {
      Version version = Version.parse(shape.group(1));
      return new MigrationName(version, shape.group(2).replace('_', ' ').strip());
    } catch (IllegalArgumentException e) {
      throw (MigrationException) refused(name, String.valueOf(e.getMessage()), file).initCause(e);
    }
  }

  private static MigrationException refused(String name, String why, String file) {
    return new MigrationException(
        "file-name",
        "\"" + name + "\" is not the name of a migration: " + why + ".",
        "Name it like V7__rename_user_name.sql: a capital V, numbers with dots or underscores,"
            + " two underscores, words.",
        new Origin(file, 1, ""));
  }
}
