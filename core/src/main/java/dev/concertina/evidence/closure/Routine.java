package dev.concertina.evidence.closure;

import dev.concertina.sql.QualifiedName;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A function or procedure of a user.
 *
 * @param tree its body resolved by PostgreSQL, where it has one
 * @param body its text otherwise; compiled code has none
 */
record Routine(long oid, QualifiedName name, String language, Optional<String> tree, String body) {

  private static final Set<String> COMPILED = Set.of("c", "internal");

  private static final Pattern BUILT_AT_RUN_TIME =
      Pattern.compile("\\bexecute\\b", Pattern.CASE_INSENSITIVE);

  /** Functions of PostgreSQL's own modules that run SQL which they are given. */
  private static final Pattern RUNNERS =
      Pattern.compile("dblink.*|crosstab.*|connectby|xpath_table");

  /** Whether it runs SQL that is made only when it runs. */
  boolean buildsSql() {
    return isCompiled()
        ? RUNNERS.matcher(name.name().value()).matches()
        : tree.isEmpty() && BUILT_AT_RUN_TIME.matcher(body).find();
  }

  /** Whether the text of its body holds the name as a word. */
  boolean mentions(String word) {
    return tree.isEmpty() && !isCompiled() && Words.mention(body, word);
  }

  String words() {
    return "function " + name;
  }

  private boolean isCompiled() {
    return COMPILED.contains(language);
  }
}
