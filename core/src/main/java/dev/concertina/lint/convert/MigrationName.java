package dev.concertina.lint.convert;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a migration for Concertina is called: {@code 0007_rename.up.sql} and {@code
 * 0007_rename/up.sql} become {@code V7__rename.sql}.
 */
record MigrationName(String version, String words) {

  private static final Pattern VERSIONED =
      Pattern.compile("V([0-9][0-9._]*?)__(.*[^_\\s].*)\\.sql");
  private static final Pattern ONLY_VERSION = Pattern.compile("V([0-9](?:[0-9._]*[0-9])?)_*\\.sql");
  private static final Pattern NUMBERED =
      Pattern.compile("([0-9]{1,32})[._-]?(.*?)(\\.up)?\\.\\w+");
  private static final Pattern OF_A_DIRECTORY = Pattern.compile("(up|migration)\\.sql");

  /** What a script has that nothing numbers, and that comes first. */
  static final String FIRST = "1";

  /**
   * By the path of a script, as the user named it.
   *
   * @param before the version of the script before it, which one without a number ({@code
   *     R__x.sql}) takes
   */
  static MigrationName of(String script, String before) {
    List<String> parts = List.of(script.replace('\\', '/').split("/", -1));
    String last = parts.get(parts.size() - 1);
    Matcher versioned = VERSIONED.matcher(last);
    if (versioned.matches()) {
      return new MigrationName(versioned.group(1), versioned.group(2));
    }
    Matcher alone = ONLY_VERSION.matcher(last);
    if (alone.matches()) {
      return new MigrationName(alone.group(1), plain(""));
    }
    boolean directory = OF_A_DIRECTORY.matcher(last).matches() && parts.size() > 1;
    Matcher numbered = NUMBERED.matcher(directory ? parts.get(parts.size() - 2) + ".sql" : last);
    return numbered.matches()
        ? new MigrationName(
            numbered.group(1).replaceFirst("^0+(?=.)", ""), plain(numbered.group(2)))
        : new MigrationName(before, plain(last.replaceFirst("\\.\\w+$", "")));
  }

  /** Whether a name says its own version, and words beside it. */
  static boolean isWhole(String name) {
    Matcher numbered = NUMBERED.matcher(name);
    return VERSIONED.matcher(name).matches()
        || (numbered.matches() && numbered.group(2).matches(".*[A-Za-z0-9].*"));
  }

  /** This one, or a later version beside it where its own is taken; takes it. */
  MigrationName besides(Set<String> taken) {
    MigrationName free = this;
    for (int i = 1; !taken.add(free.version); i++) {
      free = new MigrationName(version + "." + i, words);
    }
    return free;
  }

  String file() {
    return "V" + version + "__" + words + ".sql";
  }

  private static String plain(String text) {
    String plain = text.replaceAll("[^A-Za-z0-9]+", "_").replaceAll("^_+|_+$", "");
    return plain.isEmpty() ? "converted" : plain;
  }
}
