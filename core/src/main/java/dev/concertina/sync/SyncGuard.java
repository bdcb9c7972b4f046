package dev.concertina.sync;

import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import dev.concertina.sql.Sql;
import java.util.List;
import java.util.stream.Stream;

/**
 * Asks whether a sync still is as it was installed: an intact one keeps what parity has proven.
 *
 * @param partitioned whether each partition has the triggers too
 * @param names between which all user triggers have to stand
 */
record SyncGuard(QualifiedName table, boolean partitioned, TriggerNames names) {

  /**
   * A count that is 0 as long as these triggers are there, always enabled, and no user trigger
   * fires outside of them.
   */
  Sql brokenCount(List<Identifier> triggers) {
    return brokenCount(triggers, List.of());
  }

  /**
   * The same on a table that may have another sync's triggers.
   *
   * @param beside their names: whether they are there is asked of their own sync
   */
  Sql brokenCount(List<Identifier> triggers, List<Identifier> beside) {
    Sql relation = Sql.of("{}::pg_catalog.regclass", Sql.literal(table.sql()));
    Sql expected = Sql.number(triggers.size());
    if (partitioned) {
      // the trigger of a partition is internal in PostgreSQL 14, and has a parent in every version
      return Sql.of(
          """
              SELECT {} * count(DISTINCT relid) {}
                FROM pg_catalog.pg_partition_tree({})
                LEFT JOIN pg_catalog.pg_trigger
                  ON tgrelid = relid AND (NOT tgisinternal OR tgparentid <> 0)\
              """,
          expected,
          violations(triggers, beside),
          relation);
    }
    return Sql.of(
        """
            SELECT {} {}
              FROM pg_catalog.pg_trigger
             WHERE tgrelid = {} AND NOT tgisinternal\
            """,
        expected,
        violations(triggers, beside),
        relation);
  }

  private Sql violations(List<Identifier> triggers, List<Identifier> beside) {
    Sql ours = list(triggers.stream());
    Sql known = list(Stream.concat(triggers.stream(), beside.stream()));
    return Sql.of(
        """
        - count(*) FILTER (WHERE tgname IN {} AND tgenabled = 'A')
             + count(*) FILTER (WHERE tgname NOT IN {} AND tgtype & 3 = 3
                 AND (tgname > {} OR tgname < {}))\
        """,
        ours,
        known,
        literal(names.last()),
        literal(names.first()));
  }

  private static Sql list(Stream<Identifier> names) {
    return Sql.of("({})", Sql.join(", ", names.map(SyncGuard::literal).toList()));
  }

  private static Sql literal(Identifier name) {
    return Sql.literal(name.value());
  }
}
