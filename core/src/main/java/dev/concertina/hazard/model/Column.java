package dev.concertina.hazard.model;

import java.util.Optional;

/**
 * What is known of a column.
 *
 * @param notNull whether NULL is refused, if known
 * @param refusesValues whether an INSERT may not name a value for it
 * @param addedIn the release that added it to a table that was there; empty if it is older
 * @param releasedIn the release from which on no code needs it: from then on it could be left out,
 *     or its values stood elsewhere
 */
public record Column(
    String name,
    Optional<Type> type,
    Optional<Boolean> notNull,
    boolean fillsItself,
    boolean refusesValues,
    Optional<Integer> addedIn,
    Optional<Integer> releasedIn) {

  /** A column of which only the name is known. */
  public static Column unknown(String name) {
    return new Column(
        name, Optional.empty(), Optional.empty(), false, false, Optional.empty(), Optional.empty());
  }

  /** A column as a statement defines it. */
  public static Column of(ColumnSpec spec, Optional<Integer> addedIn) {
    return new Column(
        spec.name(),
        Optional.of(spec.type()),
        Optional.of(spec.refusesNull()),
        spec.fillsItself(),
        spec.refusesValues(),
        addedIn,
        Optional.empty());
  }

  Column named(String other) {
    return new Column(other, type, notNull, fillsItself, refusesValues, addedIn, releasedIn);
  }

  Column ofType(Type other) {
    return new Column(
        name, Optional.of(other), notNull, fillsItself, refusesValues, addedIn, releasedIn);
  }

  Column refusingNull(boolean refuses) {
    return new Column(
        name, type, Optional.of(refuses), fillsItself, refusesValues, addedIn, releasedIn);
  }

  Column fillingItself(boolean fills) {
    return new Column(name, type, notNull, fills, refusesValues && fills, addedIn, releasedIn);
  }

  Column releasedIn(int release) {
    return new Column(
        name,
        type,
        notNull,
        fillsItself,
        refusesValues,
        addedIn,
        releasedIn.or(() -> Optional.of(release)));
  }
}
