package dev.concertina.catalog;

import dev.concertina.catalog.Catalog.Relation;
import dev.concertina.change.TableRef;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds what names stand for, and reads the tables among them. */
final class RelationReader {

  /** A row of pg_class. */
  private record Found(
      long oid,
      QualifiedName name,
      TableKind kind,
      boolean table,
      Optional<QualifiedName> indexedTable) {}

  private final Queries queries;
  private final List<Identifier> searchPath;
  private final TableReader tables;
  private final Map<TableRef, QualifiedName> names = new HashMap<>();
  private final Map<QualifiedName, Relation> relations = new HashMap<>();

  RelationReader(Queries queries, List<Identifier> searchPath, TableReader tables) {
    this.queries = queries;
    this.searchPath = searchPath;
    this.tables = tables;
  }

  /** Reads what the names stand for; with an index also its table. */
  void read(Set<TableRef> refs) throws SQLException {
    for (TableRef ref : refs) {
      read(ref);
    }
  }

  /** Reads the tables whose foreign keys point to one of the columns. */
  void readReferencing(Set<CatalogRequest.Key> keys) throws SQLException {
    for (CatalogRequest.Key key : keys) {
      for (ForeignKey foreignKey : referencing(key)) {
        read(TableRef.of(foreignKey.table()));
      }
    }
  }

  private List<ForeignKey> referencing(CatalogRequest.Key key) {
    return Optional.ofNullable(names.get(key.table())).map(relations::get).stream()
        .flatMap(relation -> relation.table().stream())
        .flatMap(table -> table.referencedBy().stream())
        .filter(foreignKey -> foreignKey.referencedColumns().contains(key.column()))
        .toList();
  }

  Map<TableRef, QualifiedName> names() {
    return names;
  }

  Map<QualifiedName, Relation> relations() {
    return relations;
  }

  /** What the name stands for, whether or not it is read already. */
  Optional<QualifiedName> resolve(TableRef ref) throws SQLException {
    return find(ref).map(Found::name);
  }

  private void read(TableRef ref) throws SQLException {
    Optional<Found> found = find(ref);
    if (found.isEmpty()) {
      return;
    }
    names.put(ref, found.get().name());
    if (!relations.containsKey(found.get().name())) {
      relations.put(found.get().name(), relation(found.get()));
    }
    Optional<QualifiedName> indexed = found.get().indexedTable();
    if (indexed.isPresent()) {
      read(TableRef.of(indexed.get()));
    }
  }

  private Relation relation(Found found) throws SQLException {
    Optional<Table> table =
        found.table()
            ? Optional.of(tables.read(found.oid(), found.name(), found.kind()))
            : Optional.empty();
    return new Relation(found.name(), found.kind(), table, found.indexedTable());
  }

  private Optional<Found> find(TableRef ref) throws SQLException {
    List<Identifier> path = ref.schema().map(List::of).orElse(searchPath);
    return queries.first(
        """
        SELECT c.oid, n.nspname, c.relname, c.relkind, c.relispartition,
               c.reloftype <> 0 AS typed,
               EXISTS (SELECT FROM pg_inherits h WHERE h.inhparent = c.oid) AS has_children,
               EXISTS (SELECT FROM pg_inherits h WHERE h.inhrelid = c.oid) AS has_parents,
               tn.nspname AS table_schema, t.relname AS table_name
        FROM unnest(?::text[]) WITH ORDINALITY AS path (schema, place)
        JOIN pg_namespace n ON n.nspname = path.schema
        JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = ?::text
        LEFT JOIN pg_index i ON i.indexrelid = c.oid
        LEFT JOIN pg_class t ON t.oid = i.indrelid
        LEFT JOIN pg_namespace tn ON tn.oid = t.relnamespace
        WHERE c.relkind <> 't'
        ORDER BY path.place
        LIMIT 1
        """,
        RelationReader::found,
        queries.array(path),
        ref.name().value());
  }

  private static Found found(ResultSet row) throws SQLException {
    return new Found(
        row.getLong("oid"),
        Queries.qualifiedName(row, "nspname", "relname"),
        kind(row),
        "rpf".indexOf(Queries.letter(row, "relkind")) >= 0,
        row.getString("table_name") == null
            ? Optional.empty()
            : Optional.of(Queries.qualifiedName(row, "table_schema", "table_name")));
  }

  /** As the page on pg_class in the documentation lists the letters. */
  private static TableKind kind(ResultSet row) throws SQLException {
    return switch (Queries.letter(row, "relkind")) {
      case 'r' -> tableKind(row, TableKind.TABLE);
      case 'p' -> tableKind(row, TableKind.PARTITIONED_TABLE);
      case 'v' -> TableKind.VIEW;
      case 'm' -> TableKind.MATERIALIZED_VIEW;
      case 'f' -> TableKind.FOREIGN_TABLE;
      case 'i', 'I' -> TableKind.INDEX;
      case 'S' -> TableKind.SEQUENCE;
      case 'c' -> TableKind.COMPOSITE_TYPE;
      default -> throw new IllegalStateException("relkind " + row.getString("relkind"));
    };
  }

  private static TableKind tableKind(ResultSet row, TableKind alone) throws SQLException {
    if (row.getBoolean("relispartition")) {
      return TableKind.PARTITION;
    }
    if (alone == TableKind.TABLE && row.getBoolean("typed")) {
      return TableKind.TYPED_TABLE;
    }
    if (row.getBoolean("has_parents")) {
      return TableKind.INHERITANCE_CHILD;
    }
    boolean inherited = alone == TableKind.TABLE && row.getBoolean("has_children");
    return inherited ? TableKind.INHERITANCE_PARENT : alone;
  }
}
