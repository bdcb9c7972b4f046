package dev.concertina.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.change.TableRef;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

class RelationReaderTest {

  @OnEveryServer
  void tellsWhatKindOfRelationANameIs(TestDatabase database) {
    database.execute(
        "CREATE TABLE plain (a int)",
        "CREATE TABLE parted (a int) PARTITION BY RANGE (a)",
        "CREATE TABLE part PARTITION OF parted FOR VALUES FROM (0) TO (9)",
        "CREATE TABLE parent (a int)",
        "CREATE TABLE child () INHERITS (parent)",
        "CREATE VIEW view AS SELECT 1 AS a",
        "CREATE MATERIALIZED VIEW stored AS SELECT 1 AS a",
        "CREATE INDEX ix ON plain (a)",
        "CREATE INDEX parted_ix ON parted (a)",
        "CREATE SEQUENCE seq",
        "CREATE TYPE comp AS (a int)");
    Map<String, TableKind> expected = new LinkedHashMap<>();
    expected.put("plain", TableKind.TABLE);
    expected.put("parted", TableKind.PARTITIONED_TABLE);
    expected.put("part", TableKind.PARTITION);
    expected.put("parent", TableKind.INHERITANCE_PARENT);
    expected.put("child", TableKind.INHERITANCE_CHILD);
    expected.put("view", TableKind.VIEW);
    expected.put("stored", TableKind.MATERIALIZED_VIEW);
    expected.put("ix", TableKind.INDEX);
    expected.put("parted_ix", TableKind.INDEX);
    expected.put("seq", TableKind.SEQUENCE);
    expected.put("comp", TableKind.COMPOSITE_TYPE);

    Catalog catalog = read(database, expected.keySet().toArray(String[]::new));

    expected.forEach(
        (name, kind) ->
            assertThat(catalog.relation(TableRef.of(name)).orElseThrow().kind())
                .as(name)
                .isEqualTo(kind));
    assertThat(catalog.relation(TableRef.of("view")).orElseThrow().table()).isEmpty();
  }

  @OnEveryServer
  void aFreeNameIsAbsent(TestDatabase database) {
    assertThat(read(database, "nothing").names()).isEmpty();
  }

  @OnEveryServer
  void anIndexComesWithItsTable(TestDatabase database) {
    database.execute("CREATE TABLE t (a int)", "CREATE INDEX ix ON t (a)");

    Catalog catalog = read(database, "ix");

    QualifiedName table = QualifiedName.of("public", "t");
    assertThat(catalog.relation(TableRef.of("ix")).orElseThrow().indexedTable()).hasValue(table);
    assertThat(catalog.relations()).containsKey(table);
  }

  @OnEveryServer
  void namesAreExact(TestDatabase database) {
    String longest = "ü".repeat(31) + "x";
    List<String> names = List.of("Mixed", "mixed", "we\"ird", "select", longest, "a.b", "' OR 1=1");
    for (String name : names) {
      database.execute("CREATE TABLE " + new Identifier(name).sql() + " (a int)");
    }

    Catalog catalog = read(database, names.toArray(String[]::new));

    for (String name : names) {
      assertThat(catalog.names().get(TableRef.of(name)))
          .isEqualTo(QualifiedName.of("public", name));
    }
    assertThat(read(database, "MIXED", "a").names()).isEmpty();
  }

  @OnEveryServer
  void twoRefsOfOneTableAreOneRelation(TestDatabase database) {
    database.execute("CREATE TABLE t (a int)");
    TableRef bare = TableRef.of("t");
    TableRef full = new TableRef(Optional.of(new Identifier("public")), new Identifier("t"));

    Catalog catalog = Reading.catalog(database, new CatalogRequest(Set.of(bare, full), List.of()));

    assertThat(catalog.names()).hasSize(2);
    assertThat(catalog.relations()).hasSize(1);
  }

  @OnEveryServer
  void theTableOfAnIndexIsFoundByItsFullNameThoughItIsAskedForByAnother(TestDatabase database) {
    database.execute("CREATE TABLE t (a int)", "CREATE INDEX ix ON t (a)");

    Catalog catalog = read(database, "t", "ix");

    assertThat(catalog.relation(TableRef.of(QualifiedName.of("public", "t")))).isPresent();
  }

  private static Catalog read(TestDatabase database, String... names) {
    Set<TableRef> refs = Arrays.stream(names).map(TableRef::of).collect(Collectors.toSet());
    return Reading.catalog(database, new CatalogRequest(refs, List.of()));
  }
}
