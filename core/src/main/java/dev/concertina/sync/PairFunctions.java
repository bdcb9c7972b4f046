package dev.concertina.sync;

import static dev.concertina.sync.Plpgsql.differs;
import static dev.concertina.sync.Plpgsql.indent;
import static dev.concertina.sync.Plpgsql.newValue;

import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import dev.concertina.sql.Sql;
import dev.concertina.sync.Pair.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The functions that keep the two columns of a {@link Pair} in step. They belong to the owner of
 * both tables and act with the owner's rights.
 */
record PairFunctions(PairNames names, PairTriggers.Means means) {

  /** In the order in which they need each other. */
  List<Sql> create() {
    Pair pair = names.pair();
    List<Sql> statements = new ArrayList<>(remainder().create());
    statements.addAll(new PairLocks(names).create());
    statements.add(carry(pair.source(), pair.target(), means.lenient()));
    statements.add(carry(pair.target(), pair.source(), false));
    statements.add(take(pair.target(), pair.source()));
    statements.add(take(pair.source(), pair.target()));
    statements.add(follow(pair.target(), pair.source()));
    return statements;
  }

  /** To a role that may not make anything in Concertina's schema by itself. */
  List<Sql> giveTo(Identifier owner) {
    List<Sql> statements = new ArrayList<>();
    statements.add(Sql.of("GRANT USAGE, CREATE ON SCHEMA {} TO {}", names.home(), owner));
    statements.add(Sql.of("ALTER TABLE {} OWNER TO {}", names.left(), owner));
    for (Sql function : signatures()) {
      statements.add(Sql.of("ALTER FUNCTION {} OWNER TO {}", function, owner));
    }
    statements.add(Sql.of("REVOKE CREATE ON SCHEMA {} FROM {}", names.home(), owner));
    return statements;
  }

  /** Done if they are not there. */
  List<Sql> drop() {
    return List.of(
        Sql.of("DROP TABLE IF EXISTS {}", names.left()),
        Sql.of("DROP FUNCTION IF EXISTS\n  {}", Sql.join(",\n  ", signatures())));
  }

  private List<Sql> signatures() {
    Side source = names.pair().source();
    Side target = names.pair().target();
    Sql key = Sql.join(", ", names.pair().types());
    return Stream.of(
            Stream.of(names.carry(source), names.carry(target), names.take(source))
                .map(function -> Sql.of("{}()", function)),
            Stream.of(names.take(target), names.follow(target), names.later())
                .map(function -> Sql.of("{}()", function)),
            Stream.of(names.settle(), names.finish()).map(name -> Sql.of("{}(integer)", name)),
            Stream.concat(
                    Stream.of(names.meet()),
                    Stream.of(source, target)
                        .flatMap(side -> Stream.of(names.hold(side), names.await(side))))
                .map(function -> Sql.of("{}({})", function, key)))
        .flatMap(functions -> functions)
        .toList();
  }

  /** The row's value reaches the other row, unless it is another one by now. */
  private Sql carry(Side from, Side to, boolean catches) {
    List<Sql> key = from.key(Plpgsql::newValue);
    return atTheEnd(
        names.carry(from),
        Sql.of("DECLARE\n  reached boolean := true;\n"),
        from,
        to,
        guarded(to.write(newValue(from.column()), key), catches),
        to);
  }

  /** The row gets the value of the other row. */
  private Sql take(Side into, Side from) {
    List<Sql> key = into.key(Plpgsql::newValue);
    Sql write =
        Sql.of(
            "SELECT {} AS it INTO taken FROM {} WHERE {};\nIF FOUND THEN\n{}END IF;\n",
            from.value(),
            from.rows(),
            from.has(key),
            indent(into.write(PairRemainder.valueIn(Sql.of("taken")), key)));
    return atTheEnd(
        names.take(into),
        Sql.of("DECLARE\n  reached boolean := true;\n  taken record;\n"),
        into,
        from,
        guarded(write, means.lenient()),
        into);
  }

  /**
   * What a row that was written does at the end of its transaction. A pair that is equal already
   * ends it, or the two rows would call each other for ever.
   *
   * @param own the side of the row
   * @param other whose row is locked before anything is written
   * @param written the side to which the value has to go
   */
  private Sql atTheEnd(
      QualifiedName function, Sql declarations, Side own, Side other, Sql write, Side written) {
    List<Sql> key = own.key(Plpgsql::newValue);
    return PairRemainder.trigger(
        function,
        Sql.of(
            """
            {}BEGIN
              PERFORM FROM {} WHERE {} AND NOT {};
              IF NOT FOUND THEN
                RETURN NULL;
              END IF;
            {}              IF reached THEN
            {}  END IF;
              IF NOT reached THEN
            {}  END IF;
              IF {} THEN
                PERFORM {}({});
              END IF;
              RETURN NULL;
            END
            """,
            declarations,
            own.rows(),
            own.has(key),
            differs(own.value(), newValue(own.column())),
            indent(reaches(own, other)),
            indent(indent(write)),
            indent(indent(remainder().leave(written, key))),
            remainder().isAnyLeft(),
            names.settle(),
            PairRemainder.SOME));
  }

  /** Where both rows of a pair come at the same time, neither sees the other. */
  private Sql reaches(Side own, Side other) {
    Sql key = Sql.join(", ", own.key(Plpgsql::newValue));
    Sql hold = Sql.of("reached := {}({});\n", names.hold(other), key);
    if (means.linked()) {
      return hold;
    }
    Sql meet = Sql.of("reached := {}({});\n", names.meet(), key);
    return Sql.of(
        """
        IF TG_OP OPERATOR(pg_catalog.=) 'INSERT' THEN
        {}ELSIF {} THEN
        {}END IF;
        IF reached THEN
        {}END IF;
        """,
        indent(meet),
        Plpgsql.rowDiffers(own.keys()),
        indent(meet),
        indent(hold));
  }

  private static Sql guarded(Sql write, boolean catches) {
    return catches
        ? Sql.of("BEGIN\n{}EXCEPTION WHEN OTHERS THEN\n  reached := false;\nEND;\n", indent(write))
        : write;
  }

  /** Without a lock: who writes the other side comes to this row, too, if it sees it. */
  private Sql follow(Side into, Side from) {
    return PairRemainder.trigger(
        names.follow(into),
        Sql.of(
            """
            DECLARE
              taken record;
            BEGIN
              SELECT {} AS it INTO taken FROM {} WHERE {};
              IF FOUND THEN
                {} := {};
              END IF;
              RETURN NEW;
            END
            """,
            from.value(),
            from.rows(),
            from.has(into.key(Plpgsql::newValue)),
            newValue(into.column()),
            PairRemainder.valueIn(Sql.of("taken"))));
  }

  private PairRemainder remainder() {
    return new PairRemainder(names);
  }
}
