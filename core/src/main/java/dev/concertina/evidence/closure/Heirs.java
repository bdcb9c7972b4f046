package dev.concertina.evidence.closure;

/** SQL for relations together with all that inherit from them. */
final class Heirs {

  /**
   * {@code heirs}: relations, whose oids are the parameter, with their heirs at any depth; whether
   * it is by partition. The cast stays where the server takes the constant out of the text that it
   * counts: a role that is counted finds it there, and could not read it without.
   */
  static final String WITH =
      """
      WITH RECURSIVE heirs (root, oid, partition) AS (
        SELECT c.oid, c.oid, false::boolean FROM pg_catalog.pg_class c WHERE c.oid = ANY (?)
        UNION
        SELECT h.root, i.inhrelid, c.relispartition
        FROM heirs h
        JOIN pg_catalog.pg_inherits i ON i.inhparent = h.oid
        JOIN pg_catalog.pg_class c ON c.oid = i.inhrelid)
      """;

  /**
   * What fires a trigger {@code t} of an heir {@code h}. A row that moves to another partition is
   * deleted and inserted ("Overview of Trigger Behavior").
   */
  static final String TRIGGER_WRITES =
      """
      pg_catalog.concat_ws(',',
        CASE WHEN t.tgtype & 4 <> 0 THEN 'INSERT' END,
        CASE WHEN t.tgtype & 16 <> 0 OR h.partition AND t.tgtype & 12 <> 0 THEN 'UPDATE' END,
        CASE WHEN t.tgtype & 8 <> 0 THEN 'DELETE' END,
        CASE WHEN t.tgtype & 32 <> 0 THEN 'TRUNCATE' END)
      """;

  private Heirs() {}
}
