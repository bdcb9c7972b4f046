package dev.concertina.sync;

import static dev.concertina.sync.Plpgsql.isGiven;
import static dev.concertina.sync.Plpgsql.newValue;
import static dev.concertina.sync.Plpgsql.rowDiffers;

import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import dev.concertina.sql.Sql;
import dev.concertina.sync.Pair.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The triggers that keep the two columns of a {@link Pair} in step. At the end of a transaction
 * each row that was written gives its value to the other row of its pair, or takes the other's
 * where it came without one: so no lock on the other table is held while an application still waits
 * for locks of its own. All are ENABLE ALWAYS, as those of {@link SyncTriggers} are.
 *
 * @param home the schema of the functions
 * @param suffix tells them from those of other migrations
 * @param place which of the migration's pairs it is
 * @param means how the functions go about it
 * @param ofSource names around the user triggers of the source
 * @param ofTarget names around those of the target
 */
public record PairTriggers(
    Pair pair,
    Identifier home,
    String suffix,
    Place place,
    Means means,
    TriggerNames ofSource,
    TriggerNames ofTarget) {

  /**
   * What depends on the tables.
   *
   * @param linked whether a foreign key keeps both rows of a pair from coming at the same time
   * @param lenient whether tables have triggers of their own, whose errors must not reach a writer
   *     of the other table
   */
  public record Means(boolean linked, boolean lenient) {}

  /**
   * Pairs of one migration may share their tables, and then have triggers side by side.
   *
   * @param number from 1
   * @param of how many there are
   */
  public record Place(int number, int of) {

    /** Distinct, and plain where there is only one. */
    private String name(TriggerNames names, String trigger) {
      return names.last() + "_" + trigger + (number == 1 ? "" : "_" + number);
    }
  }

  private record Trigger(
      String name, boolean last, Event event, Sql condition, QualifiedName does) {

    Sql create(Identifier called, QualifiedName table) {
      return last
          ? Sql.of(
              """
              CREATE CONSTRAINT TRIGGER {} AFTER {} ON {} DEFERRABLE INITIALLY DEFERRED
                FOR EACH ROW WHEN ({}) EXECUTE FUNCTION {}()\
              """,
              called,
              Sql.verbatim(event.name()),
              table,
              condition,
              does)
          : Sql.of(
              """
              CREATE OR REPLACE TRIGGER {} BEFORE {} ON {}
                FOR EACH ROW WHEN ({}) EXECUTE FUNCTION {}()\
              """,
              called,
              Sql.verbatim(event.name()),
              table,
              condition,
              does);
    }
  }

  /** The functions, and the table of what they leave. */
  public List<Sql> createFunctions() {
    return functions().create();
  }

  /** Gives the functions to the owner of the tables. */
  public List<Sql> giveFunctionsTo(Identifier owner) {
    return functions().giveTo(owner);
  }

  /** Once no trigger uses them; done if they are not there. */
  public List<Sql> dropFunctions() {
    return functions().drop();
  }

  /** Finishes what writers have left as far as that can be done; done if nothing is installed. */
  public Sql settle() {
    return Sql.of(
        "DO {}",
        Sql.dollarQuoted(
            Sql.of(
                """

                BEGIN
                  IF pg_catalog.to_regprocedure({}) IS NOT NULL THEN
                    PERFORM {}({});
                  END IF;
                END
                """,
                Sql.literal(Sql.of("{}(integer)", names().settle()).sql()),
                names().settle(),
                PairRemainder.ALL)));
  }

  /** Finishes what writers have left, or fails. */
  public Sql finish() {
    return Sql.of("SELECT {}({})", names().finish(), PairRemainder.ALL);
  }

  /**
   * Whether a writer has left the pair of a row to the next one, over the target's own columns. It
   * has said so in the transaction that wrote the row, so one snapshot shows both or neither.
   */
  public Sql isLeft() {
    return new PairRemainder(names()).isLeft(pair.target());
  }

  /** While only the source is written. */
  public List<Sql> followSource(Side side) {
    return Stream.concat(following(side, true).stream(), early(side).stream())
        .flatMap(trigger -> install(side, trigger).stream())
        .toList();
  }

  /** Once both sides are. A constraint trigger cannot be replaced, so another one takes over. */
  public List<Sql> turnTwoWay(Side side) {
    List<Sql> statements = new ArrayList<>();
    for (Trigger trigger : early(side)) {
      statements.add(
          Sql.of("ALTER TABLE {} DISABLE TRIGGER {}", side.table(), name(trigger, side)));
    }
    Stream.concat(following(side, false).stream(), twoWay(side).stream())
        .forEach(trigger -> statements.addAll(install(side, trigger)));
    return statements;
  }

  /** Done if they are not there. */
  public List<Sql> drop(Side side) {
    return Stream.of(early(side), following(side, false), twoWay(side))
        .flatMap(List::stream)
        .map(
            trigger -> Sql.of("DROP TRIGGER IF EXISTS {} ON {}", name(trigger, side), side.table()))
        .toList();
  }

  /**
   * A count that is 0 as long as the side's triggers are there, always enabled, and no user trigger
   * fires outside of them.
   *
   * @param open whether both sides are written
   */
  public Sql brokenCount(Side side, boolean open) {
    return new SyncGuard(side.table(), false, around(side))
        .brokenCount(
            Stream.concat(
                    following(side, !open).stream(), (open ? twoWay(side) : early(side)).stream())
                .map(trigger -> name(trigger, side))
                .toList(),
            beside(side));
  }

  /** The BEFORE triggers of the migration's other pairs, if they share the table. */
  private List<Identifier> beside(Side side) {
    return IntStream.rangeClosed(1, place.of())
        .filter(number -> number != place.number())
        .mapToObj(number -> new Place(number, place.of()))
        .flatMap(
            other ->
                following(pair.target(), true).stream()
                    .map(trigger -> new Identifier(other.name(around(side), trigger.name()))))
        .toList();
  }

  /** What shows a row of the target the source's value at once; also to the backfill. */
  private List<Trigger> following(Side side, boolean works) {
    Sql condition = works ? Plpgsql.ALWAYS : Plpgsql.NEVER;
    return side.equals(pair.source())
        ? List.of()
        : Stream.of(Event.values())
            .map(event -> trigger("follow", false, event, condition, names().follow(side)))
            .toList();
  }

  private List<Trigger> early(Side side) {
    return side.equals(pair.source())
        ? List.of(
            trigger("early_carry", true, Event.INSERT, Plpgsql.ALWAYS, names().carry(side)),
            trigger("early_carry", true, Event.UPDATE, written(side), names().carry(side)))
        : List.of(
            trigger("early_take", true, Event.INSERT, Plpgsql.ALWAYS, names().take(side)),
            trigger("early_take", true, Event.UPDATE, rowDiffers(side.keys()), names().take(side)));
  }

  private List<Trigger> twoWay(Side side) {
    Sql given = isGiven(newValue(side.column()));
    Sql brings =
        Sql.of(
            "{} OR {} AND {}", rowDiffers(List.of(side.column())), rowDiffers(side.keys()), given);
    Sql comes = Sql.of("NOT ({}) AND {}", given, rowDiffers(side.keys()));
    return List.of(
        trigger("carry", true, Event.INSERT, given, names().carry(side)),
        trigger("carry", true, Event.UPDATE, brings, names().carry(side)),
        trigger("take", true, Event.INSERT, Sql.of("NOT ({})", given), names().take(side)),
        trigger("take", true, Event.UPDATE, comes, names().take(side)));
  }

  private static Sql written(Side side) {
    return rowDiffers(Stream.concat(Stream.of(side.column()), side.keys().stream()).toList());
  }

  private static Trigger trigger(
      String what, boolean last, Event event, Sql condition, QualifiedName does) {
    return new Trigger(
        what + "_" + event.name().toLowerCase(Locale.ROOT), last, event, condition, does);
  }

  private List<Sql> install(Side side, Trigger trigger) {
    return List.of(
        trigger.create(name(trigger, side), side.table()),
        Sql.of("ALTER TABLE {} ENABLE ALWAYS TRIGGER {}", side.table(), name(trigger, side)));
  }

  private Identifier name(Trigger trigger, Side side) {
    return new Identifier(place.name(around(side), trigger.name()));
  }

  private TriggerNames around(Side side) {
    return side.equals(pair.source()) ? ofSource : ofTarget;
  }

  private PairNames names() {
    return new PairNames(pair, home, suffix);
  }

  private PairFunctions functions() {
    return new PairFunctions(names(), means);
  }
}
