package dev.concertina.evidence.check;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.core.Oid;

/** Which change of a type an application does not notice. */
final class Types {

  private static final List<String> INTEGERS = List.of("smallint", "integer", "bigint", "numeric");

  private static final Pattern LIMITED =
      Pattern.compile("(character varying|character|numeric)\\((\\d+)(?:,(\\d+))?\\)");

  /** Drivers send these as text, or as a number that fits if it fitted before. */
  private static final List<Set<Integer>> ALIKE =
      List.of(
          Set.of(Oid.INT2, Oid.INT4, Oid.INT8, Oid.NUMERIC, Oid.FLOAT4, Oid.FLOAT8),
          Set.of(Oid.TEXT, Oid.VARCHAR, Oid.BPCHAR));

  private Types() {}

  /** Whether a client may go on to send what it sent for a parameter. */
  static boolean alike(int before, int after) {
    return before == after
        || ALIKE.stream().anyMatch(set -> set.contains(before) && set.contains(after));
  }

  /** Whether every value of the first type is one of the second, written the same. */
  static boolean holds(String before, String after) {
    if (before.equals(after)) {
      return true;
    }
    if (INTEGERS.contains(before) && INTEGERS.contains(after)) {
      return INTEGERS.indexOf(before) <= INTEGERS.indexOf(after);
    }
    boolean wasText = before.startsWith("character varying") || before.equals("text");
    if (wasText && (after.equals("text") || after.equals("character varying"))) {
      return true;
    }
    Matcher old = LIMITED.matcher(before);
    Matcher now = LIMITED.matcher(after);
    return old.matches()
        && now.matches()
        && old.group(1).equals(now.group(1))
        && old.group(3) == null
        && now.group(3) == null
        && Integer.parseInt(old.group(2)) <= Integer.parseInt(now.group(2));
  }
}
