package dev.concertina.evidence.closure;

import dev.concertina.sql.QualifiedName;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A function, procedure or aggregate of a user.
 *
 * @param tree its body resolved by PostgreSQL, where it has one
 * @param body its text otherwise; compiled code has none
 * @param defaults of its arguments, resolved
 * @param types of its arguments and of what it returns
 * @param parts the functions of which an aggregate consists
 * @param rowsOf the relations whose triggers call it
 */
record Routine(
    long oid,
    QualifiedName name,
    String language,
    Optional<String> tree,
    String body,
    Optional<String> defaults,
    Set<Long> types,
    Set<Long> parts,
    Set<Long> rowsOf) {

  private static final Set<String> COMPILED = Set.of("c", "internal");

  /** Functions of PostgreSQL's own modules that run SQL which they are given. */
  private static final Pattern RUNNERS =
      Pattern.compile("dblink.*|crosstab.*|connectby|xpath_table");

  Routine {
    types = Set.copyOf(types);
    parts = Set.copyOf(parts);
    rowsOf = Set.copyOf(rowsOf);
  }

  boolean isCompiled() {
    return COMPILED.contains(language);
  }

  /** Whether it is compiled code that runs SQL which it is given. */
  boolean runsGivenSql() {
    return isCompiled() && RUNNERS.matcher(name.name().value()).matches();
  }

  String words() {
    return "function " + name;
  }
}
