package dev.concertina.evidence.probe;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.core.Oid;

/**
 * Types for parameters for which PostgreSQL cannot find one, because the constant that stood there
 * had told it: one parameter after the other, by what the server complains of. Not thread-safe.
 */
final class Guesses {

  private static final List<Integer> CANDIDATES =
      List.of(
          Oid.INT4,
          Oid.NUMERIC,
          Oid.TIMESTAMPTZ,
          Oid.TEXT,
          Oid.INTERVAL,
          Oid.JSONB,
          Oid.DATE,
          Oid.BOOL);

  private static final String NO_TYPE = "42P18";
  private static final String MISMATCH = "42804";

  /** Ambiguous function, undefined function, datatype mismatch, cannot coerce. */
  private static final Set<String> OF_TYPES = Set.of(NO_TYPE, "42725", "42883", MISMATCH, "42846");

  private static final Pattern PARAMETER = Pattern.compile("\\$([0-9]{1,5})");

  private static final int MOST = 100;

  private final String sql;
  private final int[] types;

  /** By parameter, the candidate that it has; in the order in which they were guessed. */
  private final Map<Integer, Integer> guessed = new LinkedHashMap<>();

  private int tries;

  Guesses(String sql, int parameters) {
    this.sql = sql;
    this.types = new int[parameters];
    Arrays.fill(types, Oid.UNSPECIFIED);
  }

  /** One for each parameter; {@code UNSPECIFIED} leaves it to the server. */
  int[] types() {
    return types.clone();
  }

  /** Guesses anew after a refusal; false if it is not about types, or nothing is left to try. */
  boolean next(Described.Refused refused) {
    if (++tries > MOST || !OF_TYPES.contains(refused.state())) {
      return false;
    }
    Optional<Integer> other = complainedOf(refused).filter(n -> !guessed.containsKey(n));
    if (other.isPresent()) {
      guess(other.get(), 0);
      return true;
    }
    return advance();
  }

  /** Whether the parameters are understood, and what is made of them fits nothing. */
  static boolean isOfAnswer(Described described) {
    return described instanceof Described.Refused refused && refused.state().equals(MISMATCH);
  }

  private Optional<Integer> complainedOf(Described.Refused refused) {
    if (refused.state().equals(NO_TYPE)) {
      Matcher named = PARAMETER.matcher(refused.message());
      return named.find() ? Optional.of(Integer.valueOf(named.group(1))) : Optional.empty();
    }
    return PARAMETER
        .matcher(sql)
        .results()
        .filter(found -> !guessed.containsKey(number(found)))
        .filter(found -> !isOfName(refused) || found.start() >= refused.position())
        .min(Comparator.comparingInt(found -> Math.abs(found.start() - refused.position())))
        .map(Guesses::number)
        .filter(n -> n >= 1 && n <= types.length);
  }

  /**
   * Whether a name is complained of, and no operator: the arguments of a function follow it. What
   * made a column of another type stands before.
   */
  private boolean isOfName(Described.Refused refused) {
    int at = refused.position() - 1;
    return at >= 0
        && !refused.state().equals(MISMATCH)
        && at < sql.length()
        && (Character.isLetter(sql.charAt(at)) || sql.charAt(at) == '"' || sql.charAt(at) == '_');
  }

  /** As one counts: the last guess moves on, and where it is at its end the one before. */
  private boolean advance() {
    List<Integer> order = guessed.keySet().stream().toList();
    for (int i = order.size() - 1; i >= 0; i--) {
      int next = guessed.getOrDefault(order.get(i), 0) + 1;
      if (next < CANDIDATES.size()) {
        guess(order.get(i), next);
        return true;
      }
      guess(order.get(i), 0);
    }
    return false;
  }

  private void guess(int parameter, int candidate) {
    guessed.put(parameter, candidate);
    types[parameter - 1] = CANDIDATES.get(candidate);
  }

  private static int number(MatchResult found) {
    return Integer.parseInt(found.group(1));
  }
}
