package dev.concertina.sync;

/** What fires a trigger of the sync; one trigger each, since only an UPDATE has an OLD row. */
enum Event {
  INSERT,
  UPDATE
}
