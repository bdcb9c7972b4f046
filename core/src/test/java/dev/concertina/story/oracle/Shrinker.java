package dev.concertina.story.oracle;

import dev.concertina.story.oracle.Case.Round;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Leaves out of a broken case whatever is not needed for the same fault. */
final class Shrinker {

  private final Predicate<Case> stillBroken;
  private int tries;

  /**
   * @param tries how many smaller cases are tried at most
   */
  Shrinker(Predicate<Case> stillBroken, int tries) {
    this.stillBroken = stillBroken;
    this.tries = tries;
  }

  Case shrink(Case broken) {
    Case smaller = broken;
    Case before;
    do {
      before = smaller;
      smaller = without(smaller, smaller.rounds(), Shrinker::withRounds);
      for (int i = 0; i < smaller.rounds().size(); i++) {
        int at = i;
        smaller =
            without(
                smaller,
                smaller.rounds().get(at).writes(),
                (c, writes) -> withRound(c, at, r -> new Round(r.migration(), writes, r.end())));
        smaller =
            without(
                smaller,
                smaller.rounds().get(at).migration(),
                (c, migration) -> withRound(c, at, r -> new Round(migration, r.writes(), r.end())));
      }
      smaller = without(smaller, smaller.schema(), (c, s) -> new Case(s, c.rounds()));
    } while (!smaller.equals(before) && tries > 0);
    return smaller;
  }

  private interface With<T> {
    Case of(Case chance, List<T> parts);
  }

  /** Halves, quarters, …, single parts. */
  private <T> Case without(Case from, List<T> parts, With<T> with) {
    Case smaller = from;
    List<T> left = parts;
    for (int size = Math.max(1, left.size() / 2); size > 0; size /= 2) {
      for (int at = left.size() - size; at >= 0 && tries > 0; at -= size) {
        List<T> fewer = new ArrayList<>(left);
        fewer.subList(at, at + size).clear();
        Case tried = with.of(smaller, fewer);
        tries--;
        if (stillBroken.test(tried)) {
          smaller = tried;
          left = fewer;
          at = Math.min(at, left.size());
        }
      }
    }
    return smaller;
  }

  private static Case withRounds(Case chance, List<Round> rounds) {
    return new Case(chance.schema(), rounds);
  }

  private static Case withRound(Case chance, int at, UnaryOperator<Round> change) {
    List<Round> rounds = new ArrayList<>(chance.rounds());
    rounds.set(at, change.apply(rounds.get(at)));
    return new Case(chance.schema(), rounds);
  }
}
