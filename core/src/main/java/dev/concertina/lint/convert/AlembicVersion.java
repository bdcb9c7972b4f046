package dev.concertina.lint.convert;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The table in which Alembic notes how far it is. What {@code --sql} writes of it would say that a
 * migration is done as soon as Concertina begins it, and say so still after an abort.
 */
final class AlembicVersion {

  private static final Pattern NOTE =
      Pattern.compile(
          "(?is)(?:create\\s+table|insert\\s+into|update|delete\\s+from)\\s+"
              + "(?:\"?\\w+\"?\\.)?\"?alembic_version\"?\\b.*");

  private static final Pattern REVISION =
      Pattern.compile("(?is).*?(?:set\\s+version_num\\s*=|values\\s*\\()\\s*'([^']+)'.*");

  private AlembicVersion() {}

  static boolean isNoted(String statement) {
    return NOTE.matcher(statement).matches();
  }

  /** What to do instead; empty if a script notes nothing. */
  static String remark(List<String> statements) {
    String revision =
        statements.stream()
            .filter(AlembicVersion::isNoted)
            .map(REVISION::matcher)
            .filter(Matcher::matches)
            .map(found -> found.group(1))
            .reduce("", (first, last) -> last);
    return revision.isEmpty()
        ? ""
        : "-- left out: what Alembic notes in alembic_version. After the deploy: alembic stamp "
            + revision
            + "\n";
  }
}
