package dev.concertina.story.oracle;

import dev.concertina.story.oracle.Shape.Col;
import java.util.ArrayList;
import java.util.List;

/** Changes of a table that neither rows nor columns feel: how it is kept, who may what. */
final class Tidings {

  private final Dice dice;
  private final Names names;

  Tidings(Dice dice, Names names) {
    this.dice = dice;
    this.names = names;
  }

  /** One or two statements about the table or its column. */
  List<String> about(Shape shape, Col column) {
    List<String> all = new ArrayList<>(ofTable(shape));
    all.addAll(ofColumn(shape, column));
    dice.shuffle(all);
    return List.copyOf(all.subList(0, 1 + dice.below(2)));
  }

  private List<String> ofTable(Shape shape) {
    String table = shape.name();
    List<String> all = new ArrayList<>();
    all.add("ALTER TABLE " + table + " REPLICA IDENTITY FULL");
    all.add("ALTER TABLE " + table + " ENABLE ROW LEVEL SECURITY");
    all.add("ALTER TABLE " + table + " OWNER TO oracle_owner");
    all.add("COMMENT ON TABLE " + table + " IS 'told'");
    all.add("GRANT INSERT, DELETE ON " + table + " TO oracle_reader");
    all.add("REVOKE SELECT, INSERT ON " + table + " FROM oracle_reader");
    all.add("CREATE POLICY " + names.next("y") + " ON " + table + " USING (true)");
    all.add("CREATE VIEW " + names.next("v") + " AS SELECT count(*) FROM " + table);
    if (shape.partitioned()) {
      all.add("CREATE TABLE " + names.next("p") + " PARTITION OF " + table + " FOR VALUES IN (7)");
    } else {
      all.add("ALTER TABLE " + table + " SET (fillfactor = 60), SET WITHOUT CLUSTER");
    }
    shape.indexes().forEach(index -> all.add("COMMENT ON INDEX " + index + " IS 'told'"));
    return all;
  }

  private List<String> ofColumn(Shape shape, Col column) {
    String alter = "ALTER TABLE " + shape.name() + " ALTER COLUMN " + column.name() + " ";
    List<String> all = new ArrayList<>();
    all.add(alter + "SET STATISTICS " + dice.below(300));
    all.add(alter + "SET (n_distinct = " + (1 + dice.below(9)) + ")");
    all.add("COMMENT ON COLUMN " + shape.name() + "." + column.name() + " IS 'told'");
    all.add("GRANT SELECT (" + column.name() + ") ON " + shape.name() + " TO oracle_reader");
    all.add(
        "ALTER TABLE "
            + shape.name()
            + " ADD CONSTRAINT "
            + names.next("x")
            + " CHECK ("
            + column.name()
            + " IS NULL OR "
            + shape.key()
            + " >= 0)");
    if (column.kind().text()) {
      all.add(alter + "SET STORAGE " + dice.pick(List.of("EXTERNAL", "MAIN", "PLAIN")));
    }
    return all;
  }
}
