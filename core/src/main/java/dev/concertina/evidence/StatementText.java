package dev.concertina.evidence;

/** The text of a live statement, as far as its source shows it. */
public sealed interface StatementText {

  /** The text, with {@code $1} where the source has taken constants out. It is hostile input. */
  record Shown(String sql) implements StatementText {}

  /** The source has the text and does not show it to the connected role. */
  record Hidden() implements StatementText {}

  /** The source has lost the text, or kept only its beginning. */
  record Lost() implements StatementText {}

  /** The text without passwords, or why there is none; for people. */
  default String words() {
    if (this instanceof Shown shown) {
      return Passwords.hidden(shown.sql());
    }
    return this instanceof Hidden ? "(text hidden from this role)" : "(text lost)";
  }
}
