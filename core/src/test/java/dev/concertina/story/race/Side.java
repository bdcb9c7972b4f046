package dev.concertina.story.race;

/** Which version of the application writes. */
enum Side {
  OLD,
  NEW
}
