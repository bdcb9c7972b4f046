package dev.concertina.hazard.model;

import dev.concertina.plan.Work;
import java.util.List;

/**
 * What PostgreSQL has to do to a column's values for another type (notes on ALTER TABLE: no rewrite
 * if the old type is binary coercible to the new and USING does not change the value).
 */
public final class TypeChange {

  private TypeChange() {}

  /** The work of a change between two known types without USING. */
  public static Work work(Type from, Type to) {
    if (from.equals(to)) {
      return Work.METADATA;
    }
    if (from.array() || to.array()) {
      return from.array() == to.array() ? work(element(from), element(to)) : Work.REWRITE;
    }
    if (from.isCharacter() && to.isCharacter()) {
      return !from.is("bpchar") && from.fitsInto(to) ? Work.METADATA : Work.REWRITE;
    }
    if (from.name().equals("numeric") && to.name().equals("numeric")) {
      return sameScale(from, to) && from.fitsInto(to) ? Work.METADATA : Work.REWRITE;
    }
    if (from.name().equals(to.name())) {
      return grows(from.modifiers(), to.modifiers()) ? Work.METADATA : Work.REWRITE;
    }
    return isBinaryCoercible(from, to) ? Work.METADATA : Work.REWRITE;
  }

  /** Whether a change that rewrites nothing depends on the session's time zone being UTC. */
  public static boolean dependsOnTimeZone(Type from, Type to) {
    return (from.is("timestamp") && to.is("timestamptz"))
        || (from.is("timestamptz") && to.is("timestamp"));
  }

  private static Type element(Type array) {
    return new Type(array.name(), array.modifiers(), false);
  }

  private static boolean sameScale(Type from, Type to) {
    return to.modifiers().isEmpty() || (scale(from) == scale(to) && !from.modifiers().isEmpty());
  }

  private static int scale(Type numeric) {
    return numeric.modifiers().size() > 1 ? numeric.modifiers().get(1) : 0;
  }

  private static boolean grows(List<Integer> from, List<Integer> to) {
    return to.isEmpty() || (!from.isEmpty() && to.get(0) >= from.get(0));
  }

  private static boolean isBinaryCoercible(Type from, Type to) {
    boolean network = from.is("cidr") && to.is("inet");
    boolean bits = from.is("bit") && to.is("varbit") && to.modifiers().isEmpty();
    boolean letters = from.is("citext") && to.isCharacter() && to.modifiers().isEmpty();
    boolean xml = from.is("xml") && to.isCharacter() && to.modifiers().isEmpty();
    boolean fromText = from.isCharacter() && !from.is("bpchar") && to.is("citext");
    return network || bits || letters || xml || fromText;
  }
}
