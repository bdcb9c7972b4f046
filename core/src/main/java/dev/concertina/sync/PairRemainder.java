package dev.concertina.sync;

import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import dev.concertina.sql.Sql;
import dev.concertina.sync.Pair.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * What a writer had to leave because somebody else held the other row: the key of the pair, and
 * which way its value has to go. It is settled by the writer itself at the end of its transaction,
 * else by the next writer of either column, or by the next phase.
 */
record PairRemainder(PairNames names) {

  /** Keys that a writer settles for others. */
  static final Sql SOME = Sql.number(100);

  static final Sql ALL = Sql.number(Integer.MAX_VALUE);

  private static final Identifier TRIGGER = new Identifier("later");

  List<Sql> create() {
    return List.of(
        table(),
        settle(),
        finish(),
        later(),
        Sql.of(
            """
            CREATE CONSTRAINT TRIGGER {} AFTER INSERT ON {} DEFERRABLE INITIALLY DEFERRED
              FOR EACH ROW EXECUTE FUNCTION {}()\
            """,
            TRIGGER,
            names.left(),
            names.later()),
        Sql.of("ALTER TABLE {} ENABLE ALWAYS TRIGGER {}", names.left(), TRIGGER));
  }

  /** Whether anything is left. */
  Sql isAnyLeft() {
    return Sql.of("EXISTS (SELECT FROM {})", names.left());
  }

  /** Whether the pair of a row of this side is left, over the side's own columns. */
  Sql isLeft(Side side) {
    List<Sql> same = new ArrayList<>();
    for (int i = 0; i < names.keys().size(); i++) {
      same.add(
          Sql.of(
              "l.{} OPERATOR(pg_catalog.=) {}.{}",
              names.keys().get(i),
              side.table(),
              side.keys().get(i)));
    }
    return Sql.of("EXISTS (SELECT FROM {} AS l WHERE {})", names.left(), Sql.join(" AND ", same));
  }

  /** PL/pgSQL: the value of the pair's source has to reach the target, or the other way round. */
  Sql leave(Side to, List<Sql> key) {
    return Sql.of(
        "INSERT INTO {} (to_target, {}) VALUES ({}, {});\n",
        names.left(),
        Sql.join(", ", names.keys()),
        to.equals(names.pair().target()) ? Sql.of("true") : Sql.of("false"),
        Sql.join(", ", key));
  }

  private Sql table() {
    List<Sql> columns = new ArrayList<>();
    for (int i = 0; i < names.keys().size(); i++) {
      columns.add(Sql.of(",\n  {} {}", names.keys().get(i), names.pair().types().get(i)));
    }
    return Sql.of(
        """
        CREATE TABLE {} (
          turn bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
          written_by xid8 NOT NULL DEFAULT pg_catalog.pg_current_xact_id(),
          begun_before xid8 NOT NULL
            DEFAULT pg_catalog.pg_snapshot_xmax(pg_catalog.pg_current_snapshot()),
          to_target boolean NOT NULL{})\
        """,
        names.left(),
        Sql.join("", columns));
  }

  /** For a writer, who must neither wait nor fail: what cannot be done now is left where it is. */
  private Sql settle() {
    return finishing(
        names.settle(),
        Sql.of(" SKIP LOCKED"),
        Sql.of("    EXCEPTION WHEN OTHERS THEN\n      NULL;\n"));
  }

  /** For a phase, which has to hear of what cannot be done. */
  private Sql finish() {
    return finishing(names.finish(), Sql.of(""), Sql.of(""));
  }

  /**
   * The latest first: its value is the last that was written. Of a pair that is not there a row may
   * be about to come, as long as a transaction goes on that had begun when the key was left.
   */
  private Sql finishing(QualifiedName function, Sql patience, Sql handler) {
    Pair pair = names.pair();
    return Sql.of(
        "CREATE FUNCTION {}(integer) RETURNS void LANGUAGE plpgsql AS {}",
        function,
        Sql.dollarQuoted(
            Sql.of(
                """

                DECLARE
                  one {}%ROWTYPE;
                  of_source record;
                  of_target record;
                  are_there boolean;
                BEGIN
                  IF NOT {} THEN
                    RETURN;
                  END IF;
                  FOR one IN
                    SELECT * FROM {} AS l ORDER BY l.turn DESC LIMIT $1 FOR UPDATE{}
                  LOOP
                    BEGIN
                {}{}      CONTINUE WHEN NOT are_there AND one.begun_before OPERATOR(pg_catalog.>)
                        pg_catalog.pg_snapshot_xmin(pg_catalog.pg_current_snapshot());
                      DELETE FROM {} AS l WHERE l.turn OPERATOR(pg_catalog.=) one.turn;
                      IF are_there AND one.to_target THEN
                        {}      ELSIF are_there THEN
                        {}      END IF;
                {}    END;
                  END LOOP;
                END
                """,
                names.left(),
                PairLocks.READS_COMMITTED,
                names.left(),
                patience,
                locked(pair.source(), Sql.of("of_source"), Sql.of("FOUND"), patience),
                locked(pair.target(), Sql.of("of_target"), Sql.of("are_there AND FOUND"), patience),
                names.left(),
                pair.target().write(valueIn(Sql.of("of_source")), key()),
                pair.source().write(valueIn(Sql.of("of_target")), key()),
                handler)));
  }

  /** A row that is there and was not locked is somebody else's to finish. */
  private Sql locked(Side side, Sql variable, Sql there, Sql patience) {
    Sql statements =
        Sql.of(
            """
            SELECT {} AS it INTO {} FROM {} WHERE {} FOR NO KEY UPDATE{};
            are_there := {};
            IF NOT FOUND THEN
              PERFORM FROM {} WHERE {};
              CONTINUE WHEN FOUND;
            END IF;
            """,
            side.value(),
            variable,
            side.rows(),
            side.has(key()),
            patience,
            there,
            side.rows(),
            side.has(key()));
    return Plpgsql.indent(Plpgsql.indent(Plpgsql.indent(statements)));
  }

  /** Only once in a transaction: who ends it waits for no more than one row. */
  private Sql later() {
    return trigger(
        names.later(),
        Sql.of(
            """
            BEGIN
              IF NOT EXISTS (
                SELECT FROM {} AS l
                 WHERE l.written_by OPERATOR(pg_catalog.=) NEW.written_by
                   AND l.turn OPERATOR(pg_catalog.<) NEW.turn)
              THEN
                IF {}({}) THEN
                  IF {}({}) THEN
                    PERFORM {}({});
                  END IF;
                END IF;
              END IF;
              RETURN NULL;
            END
            """,
            names.left(),
            names.await(names.pair().source()),
            Sql.join(", ", keyOf(Plpgsql::newValue)),
            names.await(names.pair().target()),
            Sql.join(", ", keyOf(Plpgsql::newValue)),
            names.settle(),
            ALL));
  }

  /**
   * A trigger function with the rights of its owner, who owns both tables: a writer of one needs no
   * right on the other.
   */
  static Sql trigger(QualifiedName function, Sql code) {
    return Sql.of(
        "CREATE FUNCTION {}() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS {}",
        function,
        Sql.dollarQuoted(Sql.of("\n{}", code)));
  }

  /**
   * What SELECT … AS it INTO has put into a record. A variable of the column's own type would take
   * the parts of a composite value apart, and its name could be that of a column.
   */
  static Sql valueIn(Sql record) {
    return Sql.of("{}.it", record);
  }

  private List<Sql> key() {
    return keyOf(name -> Sql.of("one.{}", name));
  }

  private List<Sql> keyOf(Function<Identifier, Sql> of) {
    return names.keys().stream().map(of).toList();
  }
}
