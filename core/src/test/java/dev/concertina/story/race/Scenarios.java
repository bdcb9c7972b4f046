package dev.concertina.story.race;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;

/** The changes that are put under fire. */
final class Scenarios {

  private static final Shape TEXT = Shape.old("text", random -> "w" + random.nextInt(50));
  private static final Shape NUMBER = Shape.old("int", random -> "" + random.nextInt(20));

  private Scenarios() {}

  static List<Scenario> all() {
    return List.of(
        rename(), retypeWithLossyDown(), retypeThatMayRaise(), notNull(), token(), derived());
  }

  /** The oracle itself: the same workload and judge, and both versions read the same column. */
  static Scenario withoutMigration() {
    return new Scenario("no migration", Optional.empty(), Law.SAME, TEXT, TEXT, "SELECT 0", false);
  }

  static Scenario rename() {
    return Scenario.of(
        "rename in place",
        "ALTER TABLE t RENAME COLUMN word TO term; ALTER TABLE t RENAME COLUMN tag TO label;",
        Law.SAME,
        TEXT,
        TEXT.renamed("term").withTag("label"),
        """
        SELECT count(*) FROM t WHERE word IS DISTINCT FROM term OR tag IS DISTINCT FROM label""");
  }

  /** Rows move between partitions, where their INSERT triggers fire again with both sides set. */
  static List<Scenario> partitioned() {
    Scenario renameOne =
        Scenario.of(
            "rename in place",
            "ALTER TABLE t RENAME COLUMN word TO term;",
            Law.SAME,
            TEXT,
            TEXT.renamed("term"),
            "SELECT count(*) FROM t WHERE word IS DISTINCT FROM term");
    return List.of(renameOne.inPartitions(), retypeWithLossyDown().inPartitions());
  }

  static Scenario retypeWithLossyDown() {
    return Scenario.of(
        "type with a lossy down",
        "-- concertina: down = round(word)::int\n"
            + "ALTER TABLE t ALTER COLUMN word TYPE numeric(8,2) USING word::numeric(8,2);",
        Law.converting(
            value -> value + ".00",
            value -> new BigDecimal(value).setScale(0, RoundingMode.HALF_UP).toPlainString()),
        NUMBER,
        NUMBER.retyped("numeric(8,2)", Scenarios::cents),
        """
        SELECT count(*) FROM public.t o FULL JOIN v7.t n USING (id, region)
        WHERE n.word::text IS DISTINCT FROM o.word || '.00'
          AND o.word::text IS DISTINCT FROM round(n.word)::text""");
  }

  static Scenario retypeThatMayRaise() {
    Shape old = Shape.old("text", random -> "0".repeat(random.nextInt(3)) + random.nextInt(20));
    return Scenario.of(
        "type by an expression that may raise",
        "ALTER TABLE t ALTER COLUMN word TYPE int USING word::int;",
        Law.converting(value -> "" + Integer.parseInt(value), value -> value),
        old,
        old.retyped("int", random -> "" + random.nextInt(20)),
        """
        SELECT count(*) FROM public.t o FULL JOIN v7.t n USING (id, region)
        WHERE n.word IS DISTINCT FROM o.word::int""");
  }

  static Scenario notNull() {
    return Scenario.of(
        "set NOT NULL",
        "UPDATE t SET word = '-' WHERE word IS NULL; ALTER TABLE t ALTER word SET NOT NULL;",
        Law.filled("-"),
        TEXT,
        TEXT.renamed("word").withoutNulls(),
        "SELECT count(*) FROM t WHERE word IS NULL");
  }

  static Scenario token() {
    Shape tokens = new Shape("v7, public", "token", "uuid", "tag", false, false, Scenarios::uuid);
    return Scenario.of(
        "add a column with a volatile default",
        "ALTER TABLE t ADD COLUMN token uuid NOT NULL DEFAULT gen_random_uuid();",
        Law.VOLATILE,
        TEXT,
        tokens,
        "SELECT count(*) FROM t WHERE token IS NULL");
  }

  static Scenario derived() {
    return Scenario.of(
        "add a column that is derived",
        "-- concertina: up = upper(word)\nALTER TABLE t ADD COLUMN name text;",
        Law.derived(value -> value.toUpperCase(Locale.ROOT)),
        TEXT,
        TEXT.renamed("name"),
        "SELECT 0");
  }

  private static String cents(Random random) {
    return BigDecimal.valueOf(random.nextInt(2000), 2).toPlainString();
  }

  private static String uuid(Random random) {
    return new UUID(random.nextLong(), random.nextLong()).toString();
  }
}
