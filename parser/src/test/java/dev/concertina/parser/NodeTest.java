package dev.concertina.parser;

import static dev.concertina.parser.Samples.tree;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NodeTest {

  @Test
  void namesTheKindOfEveryNode() {
    Node alter = tree("ALTER TABLE a.t ADD COLUMN c varchar(5)[] NOT NULL DEFAULT 'x'");

    assertThat(alter.descendants().map(Node::kind).distinct())
        .containsExactly(
            "AlterTableStmt",
            "RangeVar",
            "AlterTableCmd",
            "ColumnDef",
            "TypeName",
            "String",
            "A_Const",
            "Integer",
            "Constraint");
  }

  @Test
  void readsScalarsThroughTheirValueNodes() {
    Node command = tree("ALTER TABLE t ALTER c SET STATISTICS 0").nodes("cmds").get(0);

    assertThat(command.text("subtype")).contains("AT_SetStatistics");
    assertThat(command.text("name")).contains("c");
    assertThat(command.number("def", 7)).isZero();
    assertThat(command.number("num", 7)).isEqualTo(7);
    assertThat(command.flag("missing_ok")).isFalse();
    assertThat(command.text("missing_ok")).isEmpty();
    assertThat(command.node("name")).isEmpty();
  }

  @Test
  void readsConstants() {
    Node select = tree("SELECT 0, 12, 1.50, '', 'x', true, false, null, b'10'");

    assertThat(select.nodes("targetList").stream().map(t -> t.text("val").orElse("none")))
        .containsExactly("0", "12", "1.50", "", "x", "true", "false", "none", "b10");
    assertThat(select.nodes("targetList").get(5).flag("val")).isTrue();
    assertThat(select.nodes("targetList").get(6).flag("val")).isFalse();
    assertThat(select.nodes("targetList").get(1).number("val", 0)).isEqualTo(12);
  }

  @Test
  void readsLists() {
    Node drop = tree("DROP TABLE a.b, \"C\"");

    assertThat(drop.nodes("objects")).hasSize(2).allMatch(n -> n.is("List"));
    assertThat(drop.nodes("objects").get(0).texts("items")).containsExactly("a", "b");
    assertThat(drop.nodes("nothing")).isEmpty();
    assertThat(tree("COMMENT ON TABLE a.b IS ''").texts("object")).containsExactly("a", "b");
    assertThat(tree("SELECT DISTINCT 1").nodes("distinctClause").get(0).is("Null")).isTrue();
    assertThat(tree("SET lock_timeout = 0").texts("args")).containsExactly("0");
  }

  @Test
  void knowsCharOffsets() {
    String sql = "WITH \"é😀\" AS (SELECT 1) SELECT lower(x) FROM \"é😀\" WHERE y = 1";
    Node select = tree(sql);

    assertThat(select.node("withClause").orElseThrow().offset()).contains(0);
    assertThat(select.offset()).isEmpty();
    assertThat(offset(select, "FuncCall")).isEqualTo(sql.indexOf("lower"));
    assertThat(offset(select, "RangeVar")).isEqualTo(sql.lastIndexOf("\"é"));
    assertThat(offset(select, "A_Expr")).isEqualTo(sql.indexOf('=', sql.indexOf("WHERE")));
  }

  @Test
  void comparesWithAndWithoutPlaces() {
    Node near = tree("SELECT a + 1 FROM t");
    Node far = tree("SELECT  a + 1 -- x\n FROM t");

    assertThat(near).isEqualTo(tree("SELECT a + 1 FROM t")).isNotEqualTo(far);
    assertThat(near).hasSameHashCodeAs(tree("SELECT a + 1 FROM t"));
    assertThat(near.sameAs(far)).isTrue();
    assertThat(near.sameAs(tree("SELECT a + 2 FROM t"))).isFalse();
    assertThat(tree("SELECT a IN (1, 2)").sameAs(tree("SELECT a IN (1,  2)"))).isTrue();
  }

  @Test
  void writesJson() {
    assertThat(tree("DEALLOCATE \"a\"\"\\\""))
        .hasToString("{\"DeallocateStmt\":{\"name\":\"a\\\"\\\\\",\"location\":11}}");
  }

  private static int offset(Node tree, String kind) {
    return tree.descendants()
        .filter(n -> n.is(kind))
        .findFirst()
        .flatMap(Node::offset)
        .orElseThrow();
  }
}
