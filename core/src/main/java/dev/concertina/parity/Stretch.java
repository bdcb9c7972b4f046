package dev.concertina.parity;

import dev.concertina.backfill.TableFacts;
import dev.concertina.sql.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Blocks of one relation that one query reads. The last one of a relation has no end: rows that
 * were added meanwhile are read with it.
 *
 * @param to the block after the last; empty for the rest of the relation
 */
record Stretch(TableFacts relation, long from, Optional<Long> to) {

  /** 32 MiB of pages: a query of less than a second, whose snapshot holds nothing back. */
  static final long BLOCKS = 4096;

  /** All of a relation, in the order of the heap, by so many blocks. */
  static List<Stretch> all(TableFacts relation, long blocks) {
    List<Stretch> stretches = new ArrayList<>();
    long from = 0;
    for (; from + blocks < relation.blocks(); from += blocks) {
      stretches.add(new Stretch(relation, from, Optional.of(from + blocks)));
    }
    stretches.add(new Stretch(relation, from, Optional.empty()));
    return stretches;
  }

  /** Which rows: a TID range scan. */
  Sql rows() {
    Sql begin = Sql.of("ctid >= {}::pg_catalog.tid", tid(from));
    return to.map(end -> Sql.of("{} AND ctid < {}::pg_catalog.tid", begin, tid(end))).orElse(begin);
  }

  private static Sql tid(long block) {
    return Sql.literal("(" + block + ",0)");
  }
}
