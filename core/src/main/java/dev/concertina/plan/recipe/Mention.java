package dev.concertina.plan.recipe;

import dev.concertina.sql.Identifier;
import java.util.regex.Pattern;

/**
 * Whether a statement of the user's has a name in it. Finds one too often (in a constant, in a
 * comment, of another object) rather than too seldom.
 */
final class Mention {

  private static final String PART = "[\\p{L}\\p{N}_$]";

  private final String statement;

  Mention(String statement) {
    this.statement = statement;
  }

  boolean of(Identifier name) {
    String written = name.value().replace("\"", "\"\"");
    return has("(?<!" + PART + ")" + Pattern.quote(written) + "(?!" + PART + ")");
  }

  /** Whether it may take all columns of a table; {@code count(*)} takes none. */
  boolean ofAllColumns() {
    return has("(?<!count\\()\\*");
  }

  /** Of the column that a sequence goes with. */
  boolean ofOwner() {
    return has("\\bOWNED\\s+BY\\b");
  }

  /** What stands before the body of a function that is a text. */
  Mention beforeBody() {
    return new Mention(statement.replaceFirst("(?is)\\bAS\\s+(\\$|'|E'|U&').*", ""));
  }

  boolean ofAtomicBody() {
    return has("\\bBEGIN\\s+ATOMIC\\b");
  }

  private boolean has(String pattern) {
    int flags = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
    return Pattern.compile(pattern, flags).matcher(statement).find();
  }
}
