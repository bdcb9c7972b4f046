package dev.concertina.source.read;

/** Why a migration does not change rows by itself. */
final class DataChanges {

  private DataChanges() {}

  static Refusal refusal(String what) {
    return Refusal.of(
        what,
        "one statement over the rows of a live table locks them all, and misses the rows that the"
            + " old application writes after it",
        "Data changes belong in `-- concertina: up = …` before the change of the column:"
            + " Concertina then moves the rows in batches and keeps them in step.");
  }

  static Reading refused(Written statement) {
    return new Reading.Refused(refusal(OtherStatements.words(statement)));
  }
}
