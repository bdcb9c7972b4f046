package dev.concertina.story.race;

import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * One change under fire.
 *
 * @param migration empty where the workload and its judge are tried without one
 * @param mismatches a query, of the test and not of Concertina, that counts rows whose two shapes
 *     disagree while both are written
 * @param partitioned whether the table is partitioned by region
 */
record Scenario(
    String name,
    Optional<String> migration,
    Law law,
    Shape old,
    Shape fresh,
    String mismatches,
    boolean partitioned) {

  static final int REGIONS = 3;

  static Scenario of(
      String name, String migration, Law law, Shape old, Shape fresh, String mismatches) {
    return new Scenario(name, Optional.of(migration), law, old, fresh, mismatches, false);
  }

  Scenario inPartitions() {
    return new Scenario(name + " in partitions", migration, law, old, fresh, mismatches, true);
  }

  Shape shape(Side side) {
    return side == Side.OLD ? old : fresh;
  }

  /** What an INSERT names to infer the primary key. */
  String key() {
    return partitioned ? "id, region" : "id";
  }

  List<String> schema() {
    String table =
        """
        CREATE TABLE t (id bigint, word %s, other int NOT NULL DEFAULT 0,
          tag text REFERENCES tags ON UPDATE CASCADE ON DELETE SET NULL, region int NOT NULL,
          touched int NOT NULL DEFAULT 0, pad text NOT NULL DEFAULT repeat('p', 900),
          PRIMARY KEY (%s))%s"""
            .formatted(old.type(), key(), partitioned ? " PARTITION BY LIST (region)" : "");
    String parts =
        """
        DO $$ BEGIN FOR r IN 0..%d LOOP
          EXECUTE format('CREATE TABLE t_%%s PARTITION OF t FOR VALUES IN (%%s)', r, r);
        END LOOP; END $$"""
            .formatted(REGIONS - 1);
    return List.of(
        "CREATE TABLE tags (code text PRIMARY KEY)",
        table,
        partitioned ? parts : "SELECT 1",
        "CREATE INDEX t_by_tag ON t (tag)",
        """
        CREATE FUNCTION counts() RETURNS trigger LANGUAGE plpgsql AS
          $$ BEGIN NEW.touched := OLD.touched + 1; RETURN NEW; END $$""",
        "CREATE TRIGGER counts BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION counts()",
        feed(Side.OLD),
        feed(Side.NEW));
  }

  /** A table whose trigger writes the word: another trigger's write, in the writer's session. */
  private String feed(Side side) {
    Shape shape = shape(side);
    String name = feedOf(side);
    return """
        CREATE TABLE %1$s (id bigint, word text);
        CREATE FUNCTION %1$s() RETURNS trigger LANGUAGE plpgsql AS
          $$ BEGIN UPDATE t SET %2$s = NEW.word::%3$s WHERE id = NEW.id; RETURN NULL; END $$;
        CREATE TRIGGER feeds AFTER INSERT ON %1$s FOR EACH ROW EXECUTE FUNCTION %1$s()"""
        .formatted(name, shape.word(), shape.type());
  }

  static String feedOf(Side side) {
    return side == Side.OLD ? "feed_old" : "feed_new";
  }

  /** For names of tests. */
  @Override
  public String toString() {
    return name;
  }

  static int region(Random random) {
    return random.nextInt(REGIONS);
  }
}
