package dev.concertina.hazard.model;

import dev.concertina.hazard.model.ColumnSpec.Filling;
import java.util.Optional;

/**
 * What is known of a column.
 *
 * @param notNull whether NULL is refused, if known
 * @param filling who writes it; the writer, as long as no script says otherwise
 * @param defaultValue what its DEFAULT says; empty without one, or if that is not known
 * @param written whether an UPDATE of a script has written it
 * @param addedIn the release that added it to a table that was there; empty if it is older
 * @param releasedIn the release from which on no code needs it: from then on it could be left out,
 *     or its values stood elsewhere
 */
public record Column(
    String name,
    Optional<Type> type,
    Optional<Boolean> notNull,
    Filling filling,
    Optional<Value> defaultValue,
    boolean written,
    Optional<Integer> addedIn,
    Optional<Integer> releasedIn) {

  /** A column of which only the name is known. */
  public static Column unknown(String name) {
    return of(name, Optional.empty());
  }

  /** A column of which the name and perhaps the type are known. */
  static Column of(String name, Optional<Type> type) {
    return new Column(
        name,
        type,
        Optional.empty(),
        Filling.WRITER,
        Optional.empty(),
        false,
        Optional.empty(),
        Optional.empty());
  }

  /** A column as a statement defines it. */
  public static Column of(ColumnSpec spec, Optional<Integer> addedIn) {
    return new Column(
        spec.name(),
        Optional.of(spec.type().stored()),
        Optional.of(spec.refusesNull()),
        spec.filling(),
        spec.defaultValue(),
        false,
        addedIn,
        Optional.empty());
  }

  /** Whether an INSERT that leaves it out gets a value that is not NULL. */
  public boolean fillsItself() {
    return filling.fillsItself() || hasDefault();
  }

  /** Whether a sequence numbers its rows. */
  public boolean isNumbered() {
    return filling.isNumbered()
        || defaultValue.filter(value -> value.kind() == Value.Kind.NEXT_NUMBER).isPresent();
  }

  /** Whether it has a default other than NULL. */
  public boolean hasDefault() {
    return defaultValue.filter(value -> !value.isNull()).isPresent();
  }

  Column named(String other) {
    return new Column(other, type, notNull, filling, defaultValue, written, addedIn, releasedIn);
  }

  Column ofType(Type other) {
    return new Column(
        name, Optional.of(other), notNull, filling, defaultValue, written, addedIn, releasedIn);
  }

  Column refusingNull(boolean refuses) {
    return new Column(
        name, type, Optional.of(refuses), filling, defaultValue, written, addedIn, releasedIn);
  }

  Column filledBy(Filling other, Optional<Value> value) {
    return new Column(name, type, notNull, other, value, written, addedIn, releasedIn);
  }

  Column writtenTo() {
    return new Column(name, type, notNull, filling, defaultValue, true, addedIn, releasedIn);
  }

  Column releasedIn(int release) {
    return new Column(
        name,
        type,
        notNull,
        filling,
        defaultValue,
        written,
        addedIn,
        releasedIn.or(() -> Optional.of(release)));
  }
}
