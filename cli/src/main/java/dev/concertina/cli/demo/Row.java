package dev.concertina.cli.demo;

import dev.concertina.cli.demo.scenario.Scenario;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a row must look like, through either application's eyes.
 *
 * @param oldSees the changed column as the old application reads it
 * @param newSees the same as the new application reads it
 */
record Row(@Nullable String oldSees, @Nullable String newSees, int visits) {

  /** The row after the side wrote the value into it. */
  static Row written(Scenario scenario, Side side, @Nullable String value, int visits) {
    return side == Side.OLD
        ? new Row(value, scenario.up(value), visits)
        : new Row(scenario.down(value), value, visits);
  }

  /**
   * The row after the side set the changed column. A write that changes nothing is not one: what
   * the other side holds beyond it (the rest of a long text) stays.
   */
  Row with(Scenario scenario, Side side, @Nullable String value) {
    return Objects.equals(seenBy(side), value) ? this : written(scenario, side, value, visits);
  }

  @Nullable String seenBy(Side side) {
    return side == Side.OLD ? oldSees : newSees;
  }

  /** For people: what the side should read. */
  String as(Side side) {
    return Seen.text(seenBy(side), visits);
  }

  Row visited() {
    return new Row(oldSees, newSees, visits + 1);
  }

  boolean allows(Scenario scenario, Side side, Seen seen, boolean migrated) {
    if (seen.visits() != visits) {
      return false;
    }
    if (side.statements(scenario).type().isEmpty()) {
      return true;
    }
    return side == Side.OLD
        ? scenario.oldMayRead(oldSees, seen.value(), migrated)
        : Objects.equals(newSees, seen.value());
  }

  /** A row that PostgreSQL returned. */
  record Seen(long id, int visits, @Nullable String value) {

    @Override
    public String toString() {
      return text(value, visits);
    }

    private static String text(@Nullable String value, int visits) {
      return "(" + value + ", " + visits + " visits)";
    }
  }
}
