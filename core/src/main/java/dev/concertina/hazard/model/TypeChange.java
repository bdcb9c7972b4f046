package dev.concertina.hazard.model;

import dev.concertina.plan.Work;

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
      return from.modifiers().equals(to.modifiers())
              || (from.grows() && to.length() >= from.length())
          ? Work.METADATA
          : Work.REWRITE;
    }
    return isBinaryCoercible(from, to) ? Work.METADATA : Work.REWRITE;
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

  /** Whether the two are the same time, said with a zone and without one. */
  public static boolean isOfZone(Type from, Type to) {
    Type other = new Type(to.name(), from.modifiers(), from.array());
    boolean times =
        (from.is("timestamp") && to.is("timestamptz"))
            || (from.is("timestamptz") && to.is("timestamp"));
    return times && work(other, to) == Work.METADATA;
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
