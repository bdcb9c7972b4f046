package dev.concertina.evidence.body;

import java.util.Locale;
import java.util.regex.Pattern;

/** Finds names in texts that PostgreSQL does not resolve. */
public final class Words {

  private Words() {}

  /** Whether the name stands in the text as a word, however its letters are written. */
  public static boolean mention(String text, String name) {
    return Pattern.compile(
            "(?<![\\w$])" + Pattern.quote(name.toLowerCase(Locale.ROOT)) + "(?![\\w$])",
            Pattern.UNICODE_CHARACTER_CLASS)
        .matcher(text.toLowerCase(Locale.ROOT))
        .find();
  }
}
