package dev.concertina.hazard.action;

import java.util.Locale;
import java.util.regex.Pattern;

/** Words by which people say that nothing uses a table or column any more. */
public final class Retired {

  private static final Pattern WORDS =
      Pattern.compile(
          "(?:^|_)(?:old|unused|deprecated|obsolete|retired|to_(?:be_)?(?:drop|delete|remove)\\w*"
              + "|backup|bak|legacy)(?:_|$)");

  private Retired() {}

  /** Whether a name says so. */
  public static boolean isRetired(String name) {
    return WORDS.matcher(name.toLowerCase(Locale.ROOT)).find();
  }

  /** Whether a comment says so. */
  public static boolean saysUnused(String comment) {
    String words = comment.toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "_");
    return isRetired(words) || words.contains("no_longer_used") || words.contains("not_used");
  }
}
