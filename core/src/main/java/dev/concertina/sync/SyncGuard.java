package dev.concertina.sync;

import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import dev.concertina.sql.Sql;
import java.util.List;

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
          violations(triggers),
          relation);
    }
    return Sql.of(
        """
            SELECT {} {}
              FROM pg_catalog.pg_trigger
             WHERE tgrelid = {} AND NOT tgisinternal\
            """,
        expected,
        violations(triggers),
        relation);
  }

  private Sql violations(List<Identifier> triggers) {
    Sql ours = Sql.of("({})", Sql.join(", ", triggers.stream().map(SyncGuard::literal).toList()));
    return Sql.of(
        """
        - count(*) FILTER (WHERE tgname IN {} AND tgenabled = 'A')
             + count(*) FILTER (WHERE tgname NOT IN {} AND tgtype & 3 = 3
                 AND (tgname > {} OR tgname < {}))\
        """,
        ours,
        ours,
        literal(names.last()),
        literal(names.first()));
  }

  private static Sql literal(Identifier name) {
    return Sql.literal(name.value());
  }
}
