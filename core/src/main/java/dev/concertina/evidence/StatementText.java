package dev.concertina.evidence;

import java.util.regex.Pattern;

/** The text of a live statement, as far as its source shows it. */
public sealed interface StatementText {

  /** The text, with {@code $1} where the source has taken constants out. It is hostile input. */
  record Shown(String sql) implements StatementText {}

  /** The source has the text and does not show it to the connected role. */
  record Hidden() implements StatementText {}

  /** The source has lost the text, or kept only its beginning. */
  record Lost() implements StatementText {}

  /**
   * The text, or why there is none; for people. Before PostgreSQL 17 the constants of utility
   * commands are in it, passwords among them: where one may be, no constant is told.
   */
  default String words() {
    if (this instanceof Shown shown) {
      return Secret.MAY_BE.matcher(shown.sql()).find()
          ? Secret.CONSTANT.matcher(shown.sql()).replaceAll("'***'")
          : shown.sql();
    }
    return this instanceof Hidden ? "(text hidden from this role)" : "(text lost)";
  }

  /** Where a text may hold one, and what it then is. */
  final class Secret {

    /** The words of ALTER ROLE, CREATE SUBSCRIPTION, CREATE USER MAPPING and dblink. */
    private static final Pattern MAY_BE =
        Pattern.compile("(?i)password|passwd|secret|\\bconnection\\b|\\boptions\\b|dblink");

    private static final Pattern CONSTANT =
        Pattern.compile("'(?:[^']|'')*+'?|\\$(\\w*)\\$.*?(?:\\$\\1\\$|\\z)", Pattern.DOTALL);

    private Secret() {}
  }
}
