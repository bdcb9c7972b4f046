package dev.concertina.sync;

import static dev.concertina.sync.Plpgsql.indent;

import dev.concertina.sql.Sql;
import dev.concertina.sync.Pair.Side;
import java.util.List;

/**
 * How a writer of one row asks for the other row of the pair. Two writers may ask for each other's,
 * and an application's transactions may lock the two in any order: so a writer never stands in the
 * queue of a lock, where PostgreSQL would find a circle and end any of those in it. It looks again
 * and again, not for long, and who asks for the target gives up first.
 */
record PairLocks(PairNames names) {

  /** How often a writer looks, 5 ms apart; in all well below the {@code deadlock_timeout}. */
  private static final int FOR_TARGET = 10;

  private static final int FOR_SOURCE = 30;

  /**
   * With one snapshot for the transaction, a row that somebody has changed cannot be locked, and
   * one that has come is not seen.
   */
  static final Sql READS_COMMITTED =
      Sql.of(
          """
          pg_catalog.current_setting('transaction_isolation')
                OPERATOR(pg_catalog.=) ANY (ARRAY['read committed', 'read uncommitted'])\
          """);

  List<Sql> create() {
    Pair pair = names.pair();
    return List.of(
        meet(),
        await(pair.source(), FOR_SOURCE),
        await(pair.target(), FOR_TARGET),
        hold(pair.source()),
        hold(pair.target()));
  }

  /** One at a time may bring a row with the key: a lock of Concertina's own, until it commits. */
  private Sql meet() {
    return Sql.of(
        "CREATE FUNCTION {}({}) RETURNS boolean LANGUAGE plpgsql AS {}",
        names.meet(),
        Sql.join(", ", names.pair().types()),
        Sql.dollarQuoted(
            Sql.of(
                """

                BEGIN
                  FOR i IN 1..{} LOOP
                    IF pg_catalog.pg_try_advisory_xact_lock(
                      pg_catalog.hash_record_extended(
                        ROW({}::pg_catalog.text, {}), 0))
                    THEN
                      RETURN true;
                    END IF;
                    PERFORM pg_catalog.pg_sleep(0.005);
                  END LOOP;
                  RETURN false;
                EXCEPTION WHEN undefined_function THEN
                  RETURN false;
                END
                """,
                Sql.number(FOR_SOURCE),
                Sql.literal(names.left().sql()),
                Sql.join(", ", names.arguments()))));
  }

  private Sql await(Side side, int times) {
    return Sql.of(
        "CREATE FUNCTION {}({}) RETURNS boolean LANGUAGE plpgsql AS {}",
        names.await(side),
        Sql.join(", ", names.pair().types()),
        Sql.dollarQuoted(
            Sql.of(
                """

                BEGIN
                  FOR i IN 1..{} LOOP
                {}    PERFORM pg_catalog.pg_sleep(0.005);
                  END LOOP;
                  RETURN false;
                EXCEPTION WHEN serialization_failure THEN
                  RETURN false;
                END
                """,
                Sql.number(times),
                indent(indent(look(side, READS_COMMITTED))))));
  }

  /** Returns true once the row is locked, and what is given if it is not there. */
  private Sql look(Side side, Sql ifGone) {
    return Sql.of(
        """
        PERFORM FROM {} WHERE {} FOR NO KEY UPDATE SKIP LOCKED;
        IF FOUND THEN
          RETURN true;
        END IF;
        PERFORM FROM {} WHERE {};
        IF NOT FOUND THEN
          RETURN {};
        END IF;
        """,
        side.rows(),
        side.has(names.arguments()),
        side.rows(),
        side.has(names.arguments()),
        ifGone);
  }

  /**
   * True if the row is locked now, or not there. Where nobody is in the way it needs no
   * subtransaction. Who has given up once in a transaction waits no more: others wait for it.
   */
  private Sql hold(Side side) {
    return Sql.of(
        "CREATE FUNCTION {}({}) RETURNS boolean LANGUAGE plpgsql AS {}",
        names.hold(side),
        Sql.join(", ", names.pair().types()),
        Sql.dollarQuoted(
            Sql.of(
                """

                BEGIN
                  IF {} THEN
                {}  END IF;
                  IF EXISTS (
                    SELECT FROM {} AS l
                     WHERE l.written_by OPERATOR(pg_catalog.=) pg_catalog.pg_current_xact_id())
                  THEN
                    RETURN false;
                  END IF;
                  RETURN {}({});
                END
                """,
                READS_COMMITTED,
                indent(indent(look(side, Sql.of("true")))),
                names.left(),
                names.await(side),
                Sql.join(", ", names.arguments()))));
  }
}
