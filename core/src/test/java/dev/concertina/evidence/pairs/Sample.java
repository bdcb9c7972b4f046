package dev.concertina.evidence.pairs;

import java.util.List;

/**
 * A statement as an application sends it, and values for its parameters.
 *
 * @param values each a list of constants for EXECUTE, {@code ()} for none
 */
record Sample(String sql, List<String> values) {

  static Sample of(String sql, String... values) {
    return new Sample(sql, values.length == 0 ? List.of("") : List.of(values));
  }

  boolean writes() {
    return !sql.startsWith("SELECT") && !sql.startsWith("WITH");
  }
}
