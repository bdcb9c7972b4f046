package dev.concertina.sync;

import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;
import dev.concertina.sql.TypeName;
import java.util.List;
import java.util.Optional;

/**
 * How columns of a row follow the others while two shapes of the row exist. A rule writes the
 * PL/pgSQL of its columns for each position of the sync (see {@link SyncTriggers}) and the SQL that
 * the backfill and the parity check need. Immutable.
 */
public sealed interface SyncRule permits ColumnRule, ReshapeRule {

  /**
   * Statements of the last trigger while only the old shape is written: the columns follow the old
   * shape in every row that is touched, whether or not the backfill has reached it.
   */
  Optional<Sql> oneWay();

  /** Statements of the first trigger once both shapes are written: a new value reaches the old. */
  Optional<Sql> newToOld(Authority authority);

  /** Statements of the last trigger once both shapes are written: an old value reaches the new. */
  Optional<Sql> oldToNew();

  /**
   * SQL over NEW and OLD that is true wherever {@link #newToOld} would change the row. It stands in
   * the trigger's WHEN, so that an unrelated write does not pay for a call of its function.
   */
  Sql mayWriteOld(Event event);

  /**
   * SQL over NEW and OLD that is true wherever {@link #oneWay} or, once both shapes are written,
   * {@link #oldToNew} would change the row; it never evaluates what may raise.
   */
  Sql mayWriteNew(Event event, boolean open);

  /** PL/pgSQL variables that the statements above may use. */
  List<Variable> variables();

  /** Helper functions that backfill and parity call; the triggers do not. */
  List<Sql> helpers();

  /** The helpers by signature, for dropping them. */
  List<Sql> helperSignatures();

  /** Whether the rows that were there before have to be written. */
  boolean needsBackfill();

  /** What the backfill sets columns to. */
  List<Filled> filled();

  /** True for a row that the backfill still has to write. */
  Sql pending();

  /** What must not be found once the backfill is complete and only the old shape is written. */
  List<Mismatch> afterBackfill();

  /** What must not be found once both shapes are written. */
  List<Mismatch> whileOpen();

  /**
   * A column that the backfill writes.
   *
   * @param value over the row's own columns
   */
  record Filled(Identifier column, Sql value) {}

  /** A PL/pgSQL variable. */
  record Variable(Identifier name, TypeName type) {}

  /**
   * A kind of row that must not be there.
   *
   * @param condition over the row's own columns
   * @param message what such a row means
   * @param reason text SQL that tells why, for one row
   * @param hint what to do
   */
  record Mismatch(Sql condition, String message, Optional<Sql> reason, String hint) {}
}
