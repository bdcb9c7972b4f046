package dev.concertina.story.race;

import java.util.List;

/** Which versions of the application run. */
enum Window {
  OLD_ONLY,
  BOTH,
  NEW_ONLY;

  List<Side> sides() {
    return switch (this) {
      case OLD_ONLY -> List.of(Side.OLD);
      case BOTH -> List.of(Side.values());
      case NEW_ONLY -> List.of(Side.NEW);
    };
  }
}
