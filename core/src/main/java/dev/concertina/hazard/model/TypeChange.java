package dev.concertina.hazard.model;

import dev.concertina.plan.Work;
import java.util.Optional;
import java.util.Set;

/**
 * What PostgreSQL has to do to a column's values for another type (notes on ALTER TABLE: no rewrite
 * if the old type is binary coercible to the new and USING does not change the value).
 */
public final class TypeChange {

  /** No other type has their bytes. */
  private static final Set<String> ALONE =
      Set.of(
          "bool", "bpchar", "bytea", "date", "float4", "float8", "int2", "int4", "int8", "json",
          "jsonb", "money", "uuid");

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

  /**
   * The types from which a change to a type is at once, in words; empty if there is none but the
   * type itself.
   */
  public static Optional<String> alike(Type to) {
    if (to.array()) {
      return Optional.of("an array of what PostgreSQL stores alike");
    }
    if (ALONE.contains(to.name())) {
      return Optional.empty();
    }
    String most = to.modifiers().isEmpty() ? "" : String.valueOf(to.modifiers().get(0));
    return Optional.of(
        switch (to.name()) {
          case "varchar", "text" ->
              most.isEmpty()
                  ? "varchar or text"
                  : "varchar of at most %s characters".formatted(most);
          case "numeric" ->
              most.isEmpty()
                  ? "numeric"
                  : "numeric of at most %s digits, %s of them behind the point"
                      .formatted(most, scale(to));
          case "citext" -> "text or varchar";
          case "inet" -> "cidr";
          case "timestamptz" -> "timestamp, and the session's time zone is UTC";
          case "timestamp" -> "timestamptz, and the session's time zone is UTC";
          default -> "a type that PostgreSQL stores alike";
        });
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
