package dev.concertina.plan.recipe;

import static dev.concertina.plan.recipe.Drafts.alter;

import dev.concertina.catalog.Check;
import dev.concertina.catalog.ForeignKey;
import dev.concertina.catalog.Index;
import dev.concertina.catalog.Index.IndexConstraint;
import dev.concertina.catalog.Partitioning;
import dev.concertina.catalog.Table;
import dev.concertina.plan.LockMode;
import dev.concertina.plan.Statement;
import dev.concertina.plan.TableLock;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import dev.concertina.sql.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Everything that hangs on the old column, made anew on the shadow: plain indexes in MIGRATE; what
 * can refuse a row (unique, NOT NULL, check, foreign key) in CONTRACT, after old writers are gone.
 * The old column's own go with it when it is dropped, and these then take their names.
 */
record ShadowConstraints(Shadow shadow) {

  void addTo(Contribution.Builder parts) {
    List<Statement> renames = new ArrayList<>();
    Optional<NotNullProof> notNull = notNull();
    for (Index index : table().indexesOn(shadow.old().name())) {
      addIndex(index, parts, renames);
    }
    // After the unique indexes: where duplicates stop them, nothing has changed yet.
    notNull.ifPresent(proof -> proof.steps().forEach(parts::prepareContract));
    for (Check check : table().checks()) {
      if (check.expression().columns().contains(shadow.old().name())) {
        addCheck(check, parts, renames);
      }
    }
    for (ForeignKey key : table().foreignKeys()) {
      if (key.columns().contains(shadow.old().name())) {
        addForeignKey(key, parts, renames);
      }
    }
    notNull.ifPresent(proof -> proof.statements().forEach(parts::contract));
    parts.contract(alterTable(Sql.of("DROP COLUMN {}", shadow.old().name())));
    if (!shadow.physical().equals(shadow.logical())) {
      parts.contract(
          alterTable(Sql.of("RENAME COLUMN {} TO {}", shadow.physical(), shadow.logical())));
    }
    shadow
        .defaultValue()
        .ifPresent(
            value ->
                parts.contract(
                    alterTable(
                        Sql.of(
                            "ALTER COLUMN {} SET DEFAULT {}",
                            shadow.logical(),
                            Sql.verbatim(value)))));
    shadow
        .old()
        .comment()
        .ifPresent(
            comment ->
                parts.contract(
                    alter(
                        table().name(),
                        Sql.of(
                            "COMMENT ON COLUMN {}.{} IS {}",
                            table().name(),
                            shadow.logical(),
                            Sql.literal(comment)))));
    notNull.ifPresent(
        proof -> proof.rename(shadow.old().notNullConstraint()).forEach(parts::contract));
    renames.forEach(parts::contract);
  }

  private Optional<NotNullProof> notNull() {
    return shadow.old().notNull()
        ? Optional.of(
            NotNullProof.of(
                table().name(),
                shadow.physical(),
                shadow.context().suffix(),
                shadow.old().notNullConstraint(),
                shadow.context().catalog().server()))
        : Optional.empty();
  }

  private void addIndex(Index index, Contribution.Builder parts, List<Statement> renames) {
    if (!index.valid()) {
      parts.warn("the index " + index.name() + " is invalid and is not carried over");
      return;
    }
    Identifier name = index.name().name().derived(shadow.context().suffix());
    IndexCopy copy = new IndexCopy(index, table().name(), name, shadow::standIn);
    String title = "build " + index.name().name() + " anew on " + shadow.physical();
    PartitionedIndex overParts =
        new PartitionedIndex(
            table(), copy.qualifiedName(), index.unique(), copy.definition().sql());
    Draft build =
        table().isPartitioned()
            ? overParts.build(title)
            : Drafts.buildIndex(title, copy.qualifiedName(), table().name(), copy.create());
    if (index.unique()) {
      parts.warn(
          "the new shape of "
              + shadow.logical()
              + " becomes unique at CONTRACT: until then the new application cannot name it in ON"
              + " CONFLICT, and nothing but the old column refuses its duplicates");
      parts.prepareContract(build);
    } else {
      parts.index(build);
    }
    renames.add(
        index
            .constraint()
            .map(constraint -> adopt(constraint, name))
            .orElseGet(
                () ->
                    alter(
                        table().name(),
                        Sql.of(
                            "ALTER INDEX {} RENAME TO {}",
                            copy.qualifiedName(),
                            index.name().name()))));
    overParts.takePlacesOf(index).ifPresent(renames::add);
    index
        .comment()
        .ifPresent(
            comment ->
                renames.add(
                    Statement.unlocked(
                        Sql.of("COMMENT ON INDEX {} IS {}", index.name(), Sql.literal(comment)))));
    index
        .constraint()
        .flatMap(constraint -> constraint.comment().map(text -> commentOn(constraint.name(), text)))
        .ifPresent(renames::add);
    if (index.replicaIdentity()) {
      renames.add(alterTable(Sql.of("REPLICA IDENTITY USING INDEX {}", index.name().name())));
    }
    if (index.clustered()) {
      renames.add(alterTable(Sql.of("CLUSTER ON {}", index.name().name())));
    }
  }

  private Statement commentOn(Identifier constraint, String text) {
    return Statement.unlocked(
        Sql.of(
            "COMMENT ON CONSTRAINT {} ON {} IS {}", constraint, table().name(), Sql.literal(text)));
  }

  private Statement adopt(IndexConstraint constraint, Identifier index) {
    return alterTable(
        Sql.of(
            "ADD CONSTRAINT {} UNIQUE USING INDEX {}{}",
            constraint.name(),
            index,
            constraint.timing()));
  }

  private void addCheck(Check check, Contribution.Builder parts, List<Statement> renames) {
    Sql definition =
        Sql.of(
            "CHECK ({}){}",
            check.expression().bind(shadow::standIn),
            check.noInherit() ? Sql.of(" NO INHERIT") : Sql.of(""));
    addConstraint(
        check.name(),
        List.of(table().name()),
        LockMode.ACCESS_EXCLUSIVE,
        definition,
        check.validated(),
        check.comment(),
        parts,
        renames);
  }

  private void addForeignKey(ForeignKey key, Contribution.Builder parts, List<Statement> renames) {
    List<Identifier> columns = key.columns().stream().map(shadow::standIn).toList();
    Sql definition =
        Sql.of(
            "FOREIGN KEY ({}) REFERENCES {} ({}) {}",
            Sql.join(", ", columns),
            key.referenced(),
            Sql.join(", ", key.referencedColumns()),
            key.options(shadow::standIn));
    addConstraint(
        key.name(),
        List.of(table().name(), key.referenced()),
        LockMode.SHARE_ROW_EXCLUSIVE,
        definition,
        key.validated(),
        key.comment(),
        parts,
        renames);
    renameInPartitions(key, renames);
  }

  /** Of a foreign key, unlike a check, RENAME CONSTRAINT renames one table's. */
  private void renameInPartitions(ForeignKey key, List<Statement> renames) {
    Identifier copy = key.name().derived(shadow.context().suffix());
    List<InPartitions.Part> parts = new ArrayList<>();
    for (Partitioning.Partition member : table().partitioning().members()) {
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
    InPartitions.run(table(), parts).ifPresent(renames::add);
  }

  private void addConstraint(
      Identifier canonical,
      List<QualifiedName> locked,
      LockMode mode,
      Sql definition,
      boolean validated,
      Optional<String> comment,
      Contribution.Builder parts,
      List<Statement> renames) {
    Identifier name = canonical.derived(shadow.context().suffix());
    Sql add =
        Sql.of("ALTER TABLE {} ADD CONSTRAINT {} {} NOT VALID", table().name(), name, definition);
    List<TableLock> locks = locked.stream().map(t -> new TableLock(t, mode)).toList();
    parts.prepareContract(
        Drafts.ddl(
            "carry the constraint " + canonical + " over",
            locks,
            Statement.metadata(add, locks.get(0))));
    if (validated) {
      parts.prepareContract(
          Drafts.validate(
              table().name(),
              Sql.of("ALTER TABLE {} VALIDATE CONSTRAINT {}", table().name(), name),
              "prove the constraint " + canonical));
    }
    renames.add(alterTable(Sql.of("RENAME CONSTRAINT {} TO {}", name, canonical)));
    comment.ifPresent(text -> renames.add(commentOn(canonical, text)));
  }

  private Table table() {
    return shadow.table();
  }

  private Statement alterTable(Sql action) {
    return alter(table().name(), Sql.of("ALTER TABLE {} {}", table().name(), action));
  }
}
