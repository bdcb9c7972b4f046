package dev.concertina.plan.recipe;

import static dev.concertina.plan.recipe.Drafts.alter;

import dev.concertina.catalog.Column;
import dev.concertina.catalog.ForeignKey;
import dev.concertina.catalog.Partitioning;
import dev.concertina.catalog.Table;
import dev.concertina.change.MigrationException;
import dev.concertina.change.Origin;
import dev.concertina.plan.LockMode;
import dev.concertina.plan.Statement;
import dev.concertina.plan.TableLock;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import dev.concertina.sql.Sql;
import dev.concertina.sql.TypeName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The foreign keys that name the old column, on either side, made anew over the shadow: added NOT
 * VALID and proven in CONTRACT, while the old ones still hold. Right before the tables get their
 * final shape, each takes the place of the old one, in a transaction of its own: no transaction
 * locks more than the two tables of one key, and the last ones lock one table each.
 */
record ShadowForeignKeys(Shadow shadow) {

  /** A key, with the table that has it. */
  private record Key(ForeignKey key, Table child) {}

  /** Refuses a foreign key of another table that cannot be made anew while writers go on. */
  void refuseUnsupported(Origin origin) {
    for (ForeignKey key : referencing()) {
      if (shadow.table().isPartitioned()) {
        throw refusal(
            origin,
            "unsupported-column",
            key,
            shadow.table().name()
                + " is partitioned: PostgreSQL keeps a copy of the key for each"
                + " partition, under names of its own.",
            "Drop the foreign key first, in a migration of its own.");
      }
      Table child = child(key, origin);
      if (!child.owned()) {
        throw refusal(
            origin,
            "no-rights",
            key,
            "role " + shadow.context().catalog().role().name() + " may not alter that table.",
            "Connect as a role that owns both tables.");
      }
      if (child.isPartitioned() && !shadow.context().catalog().server().isAtLeast(18)) {
        throw refusal(
            origin,
            "unsupported-column",
            key,
            "PostgreSQL before 18 cannot add it NOT VALID to a partitioned table: it would check"
                + " every row while writers wait.",
            "Drop the foreign key first, in a migration of its own, or upgrade to PostgreSQL 18.");
      }
      TypeName referencing = typeOf(key, child);
      if (!shadow.values().lossless() && !referencing.equals(shadow.type())) {
        throw refusal(
            origin,
            "unsupported-column",
            key,
            "it would compare " + referencing + " with " + shadow.type() + ".",
            "Change the referencing column to the same type, in the same migration.");
      }
    }
  }

  /** What the referencing column will be. */
  private TypeName typeOf(ForeignKey key, Table child) {
    int place = key.referencedColumns().indexOf(shadow.old().name());
    Column column = child.column(key.columns().get(place)).orElseThrow();
    return shadow.standIns().type(child, column);
  }

  private MigrationException refusal(
      Origin origin, String code, ForeignKey key, String why, String hint) {
    return shadow
        .context()
        .refusal(
            origin,
            code,
            "the foreign key "
                + key.name()
                + " of "
                + key.table()
                + " references "
                + shadow.old().name()
                + ", and "
                + why,
            hint);
  }

  void addTo(Contribution.Builder parts) {
    Stream.concat(own(), fromOthers()).forEach(key -> add(key, parts));
  }

  /** Those of the shadow's own table that no earlier shadow of the table makes. */
  private Stream<Key> own() {
    Table table = shadow.table();
    return table.foreignKeys().stream()
        .filter(key -> leads(key.columns()))
        .map(key -> new Key(key, table));
  }

  /** Those that reference the old column, of columns that have no shadow themselves. */
  private Stream<Key> fromOthers() {
    return referencing().stream()
        .filter(key -> leads(key.referencedColumns()))
        .filter(key -> !shadow.standIns().touch(key.table(), key.columns()))
        .flatMap(
            key ->
                shadow.context().catalog().table(key.table()).stream()
                    .map(child -> new Key(key, child)));
  }

  private List<ForeignKey> referencing() {
    return shadow.table().referencedBy().stream()
        .filter(key -> !key.inherited() && key.referencedColumns().contains(shadow.old().name()))
        .toList();
  }

  private boolean leads(List<Identifier> columns) {
    return shadow.leads(columns);
  }

  private Table child(ForeignKey key, Origin origin) {
    return shadow
        .context()
        .catalog()
        .table(key.table())
        .orElseThrow(
            () ->
                refusal(
                    origin,
                    "unsupported-table",
                    key,
                    "that table cannot be read.",
                    "Drop the foreign key first, in a migration of its own."));
  }

  private void add(Key reference, Contribution.Builder parts) {
    ForeignKey key = reference.key();
    QualifiedName child = key.table();
    Identifier name = key.name().derived(shadow.context().suffix());
    if (!child.equals(shadow.table().name())) {
      parts.touches(child);
    }
    Statement add =
        Statement.metadata(
            Sql.of("ALTER TABLE {} ADD CONSTRAINT {} {} NOT VALID", child, name, definition(key)),
            new TableLock(child, LockMode.SHARE_ROW_EXCLUSIVE));
    List<TableLock> locks =
        Stream.of(child, key.referenced())
            .distinct()
            .map(table -> new TableLock(table, LockMode.SHARE_ROW_EXCLUSIVE))
            .toList();
    parts.reference(Drafts.ddl("carry the foreign key " + key.name() + " over", locks, add));
    if (key.validated()) {
      parts.reference(Drafts.validate(child, name, "prove the foreign key " + key.name()));
    }
    parts.handover(
        Drafts.ddl(
            "let the new foreign key " + key.name() + " take the place of the old one",
            List.of(),
            handover(reference, name)));
  }

  private Sql definition(ForeignKey key) {
    StandIns standIns = shadow.standIns();
    return key.definition(
        c -> standIns.physical(key.table(), c), c -> standIns.physical(key.referenced(), c));
  }

  /** Both tables are locked: dropping a foreign key drops triggers of the referenced table too. */
  private List<Statement> handover(Key reference, Identifier name) {
    ForeignKey key = reference.key();
    QualifiedName child = key.table();
    List<Statement> statements = new ArrayList<>();
    statements.add(
        alter(key.referenced(), Sql.of("ALTER TABLE {} DROP CONSTRAINT {}", child, key.name())));
    statements.add(
        alter(child, Sql.of("ALTER TABLE {} RENAME CONSTRAINT {} TO {}", child, name, key.name())));
    renameInPartitions(reference, name).ifPresent(statements::add);
    key.comment()
        .ifPresent(
            text ->
                statements.add(
                    Statement.unlocked(
                        Sql.of(
                            "COMMENT ON CONSTRAINT {} ON {} IS {}",
                            key.name(),
                            child,
                            Sql.literal(text)))));
    if (key.setsDefault() && child.equals(shadow.table().name())) {
      shadow.defaultValue().ifPresent(value -> statements.add(setDefault(value)));
    }
    return statements;
  }

  /** From here on the key itself sets the shadow to its default. */
  private Statement setDefault(String value) {
    QualifiedName table = shadow.table().name();
    return alter(
        table,
        Sql.of(
            "ALTER TABLE {} ALTER COLUMN {} SET DEFAULT {}",
            table,
            shadow.physical(),
            Sql.verbatim(value)));
  }

  /** Of a foreign key, unlike a check, RENAME CONSTRAINT renames one table's. */
  private static Optional<Statement> renameInPartitions(Key reference, Identifier copy) {
    ForeignKey key = reference.key();
    List<InPartitions.Part> parts = new ArrayList<>();
    for (Partitioning.Partition member : reference.child().partitioning().members()) {
      QualifiedName partition = member.table().name();
      member.table().foreignKeys().stream()
          .filter(own -> own.inherited() && own.columns().equals(key.columns()))
          .filter(own -> own.referenced().equals(key.referenced()))
          .findFirst()
          .map(
              own ->
                  Sql.of("ALTER TABLE {} RENAME CONSTRAINT {} TO {}", partition, copy, own.name()))
          .ifPresent(rename -> parts.add(new InPartitions.Part(partition, rename)));
    }
    return InPartitions.run(reference.child(), parts);
  }
}
