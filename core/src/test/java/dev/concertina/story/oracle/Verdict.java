package dev.concertina.story.oracle;

/** What became of a case. */
sealed interface Verdict {

  /**
   * Both twins are equal.
   *
   * @param reordered whether {@code SELECT *} has another order of columns
   */
  record Equal(boolean reordered) implements Verdict {}

  /**
   * Refused before anything had run.
   *
   * @param code of the refusal
   * @param naiveWorks whether the naive SQL would have run
   */
  record Refused(String code, String message, boolean naiveWorks) implements Verdict {}

  /** The case says nothing: its own SQL fails without Concertina, too. */
  record Moot(String why) implements Verdict {}

  /** The law is broken. */
  record Broken(String what) implements Verdict {

    /** What a smaller case has to share, so that it is the same fault. */
    String kind() {
      return what.lines().findFirst().orElse("").replaceAll("[0-9]+", "#");
    }
  }
}
