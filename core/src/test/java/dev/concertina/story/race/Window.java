package dev.concertina.story.race;

import java.util.List;

/** Which versions of the application run. */
enum Window {
  OLD_ONLY(Side.OLD),
  BOTH(Side.OLD, Side.NEW),
  NEW_ONLY(Side.NEW);

  private final List<Side> sides;

  Window(Side... sides) {
    this.sides = List.of(sides);
  }

  List<Side> sides() {
    return sides;
  }
}
