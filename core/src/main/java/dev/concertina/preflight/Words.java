package dev.concertina.preflight;

import dev.concertina.sql.Identifier;
import java.util.regex.Pattern;

/** Names as regular expressions of PostgreSQL. */
final class Words {

  private static final Pattern NOT_OF_A_WORD = Pattern.compile("[^\\w]");

  private Words() {}

  /** Finds the name where it stands as a word. */
  static String pattern(Identifier name) {
    return "\\m" + NOT_OF_A_WORD.matcher(name.value()).replaceAll(".") + "\\M";
  }
}
