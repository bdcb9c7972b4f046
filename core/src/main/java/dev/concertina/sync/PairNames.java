package dev.concertina.sync;

import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import dev.concertina.sql.Sql;
import dev.concertina.sync.Pair.Side;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What the functions of a {@link Pair} and the table of what they leave for later are called.
 *
 * @param home their schema
 * @param suffix tells them from those of other migrations
 */
record PairNames(Pair pair, Identifier home, String suffix) {

  /** The trigger function that gives a value of this side to the other row of the pair. */
  QualifiedName carry(Side from) {
    return ofSide("carry", from);
  }

  /** The trigger function by which a row of this side takes the value of the other. */
  QualifiedName take(Side into) {
    return ofSide("take", into);
  }

  /** The trigger function that shows a row of this side the other's value at once. */
  QualifiedName follow(Side into) {
    return ofSide("follow", into);
  }

  /** Locks the row with the key, if there is one. */
  QualifiedName hold(Side side) {
    return ofSide("hold", side);
  }

  /** Waits for whoever brings a row with the same key, but not for long. */
  QualifiedName meet() {
    return name("meet");
  }

  /** Waits for the row with the key, but not for long. */
  QualifiedName await(Side side) {
    return ofSide("await", side);
  }

  /** The keys of pairs that somebody could not finish. */
  QualifiedName left() {
    return name("left");
  }

  /** Finishes some of them, as far as that can be done at once. */
  QualifiedName settle() {
    return name("settle");
  }

  /** Finishes all of them, or fails. */
  QualifiedName finish() {
    return name("finish");
  }

  /** The trigger function that tries again at the end of the transaction. */
  QualifiedName later() {
    return name("later");
  }

  /** The key's columns in the table of what is left. */
  List<Identifier> keys() {
    return numbered().map(i -> new Identifier("key_" + i)).toList();
  }

  /** The key as arguments of a function. */
  List<Sql> arguments() {
    return numbered().map(i -> Sql.of("${}", Sql.number(i))).toList();
  }

  private Stream<Integer> numbered() {
    return IntStream.rangeClosed(1, pair.types().size()).boxed();
  }

  private QualifiedName ofSide(String what, Side side) {
    return name(what + (side.equals(pair.source()) ? "_source" : "_target"));
  }

  private QualifiedName name(String what) {
    Side target = pair.target();
    return new QualifiedName(
        home, target.column().derived(suffix + "_" + what, target.table().sql()));
  }
}
