package dev.concertina.plan.recipe;

import dev.concertina.catalog.ForeignKey;
import dev.concertina.catalog.Index;
import dev.concertina.catalog.Table;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import dev.concertina.sql.Sql;
import java.util.List;
import java.util.stream.Stream;

/**
 * The indexes, keys and foreign keys that ATTACH PARTITION gives a table because its parent has
 * them: they stay when it is detached ("ALTER TABLE", DETACH PARTITION). What the table had before
 * is told by its name.
 */
record GivenByAttach(Table partition) {

  private static final String COLLECT =
      """

      given := ARRAY(
        SELECT pg_catalog.format('ALTER TABLE %s DROP CONSTRAINT %I', {}, c.conname)
          FROM pg_catalog.pg_constraint c
         WHERE c.conrelid = pg_catalog.to_regclass({}) AND c.contype IN ('f', 'p', 'u', 'x')
           AND c.conparentid <> 0 AND c.conname <> ALL ({})
        UNION ALL
        SELECT pg_catalog.format('DROP INDEX %I.%I', n.nspname, x.relname)
          FROM pg_catalog.pg_index i
          JOIN pg_catalog.pg_inherits h ON h.inhrelid = i.indexrelid
          JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid
          JOIN pg_catalog.pg_namespace n ON n.oid = x.relnamespace
         WHERE i.indrelid = pg_catalog.to_regclass({}) AND x.relname <> ALL ({})
           AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint c
                            WHERE c.conindid = i.indexrelid AND c.contype IN ('p', 'u', 'x')));""";

  /** Before it is detached; afterwards nothing tells them from its own. */
  Sql collect() {
    Sql table = Sql.literal(partition.name().sql());
    List<Identifier> keys = partition.foreignKeys().stream().map(ForeignKey::name).toList();
    List<Identifier> indexes =
        partition.indexes().stream().map(Index::name).map(QualifiedName::name).toList();
    List<Identifier> all = Stream.concat(keys.stream(), indexes.stream()).toList();
    return Sql.of(COLLECT, table, table, names(all), table, names(indexes));
  }

  Sql drop() {
    return Sql.of(
        """

        FOREACH drop_it IN ARRAY given LOOP
          EXECUTE drop_it;
        END LOOP;""");
  }

  private static Sql names(List<Identifier> names) {
    return Sql.of(
        "ARRAY[{}]::pg_catalog.name[]",
        Sql.join(", ", names.stream().map(name -> Sql.literal(name.value())).toList()));
  }
}
