package dev.concertina.plan.recipe;

import static dev.concertina.plan.recipe.Drafts.alter;

import dev.concertina.catalog.Check;
import dev.concertina.catalog.Index;
import dev.concertina.catalog.Index.IndexConstraint;
import dev.concertina.catalog.Table;
import dev.concertina.plan.Statement;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that hangs on the old column, made anew on the shadow: plain indexes in MIGRATE; what
 * can refuse a row (unique, NOT NULL, check, foreign key) in CONTRACT, after old writers are gone.
 * The old column's own go with it when it is dropped, and these then take their names.
 */
record ShadowConstraints(Shadow shadow) {

  void addTo(Contribution.Builder parts) {
    List<Statement> renames = new ArrayList<>();
    Optional<NotNullProof> notNull = notNull();
    for (Index index : table().indexes()) {
      if (shadow.leads(index.columns())) {
        addIndex(index, parts, renames);
      }
    }
    // After the unique indexes: where duplicates stop them, nothing has changed yet.
    notNull.ifPresent(proof -> proof.steps().forEach(parts::prepareContract));
    for (Check check : table().checks()) {
      if (shadow.leads(check.expression().columns())) {
        addCheck(check, parts, renames);
      }
    }
    if (!isNewlyRequired()) {
      notNull.ifPresent(proof -> proof.statements().forEach(parts::contract));
    }
    new ShadowDependents(shadow).addTo(parts);
    ShadowSource source = new ShadowSource(shadow);
    source.takeOver().forEach(parts::contract);
    source.warnings().forEach(parts::warn);
    parts.contract(alterTable(Sql.of("DROP COLUMN {}", shadow.old().name())));
    Identifier called = shadow.physical();
    if (notNull.isPresent() && isNewlyRequired()) {
      rename(called, shadow.requiredAs(), parts);
      called = shadow.requiredAs();
      notNull.get().statementsFor(called).forEach(parts::contract);
    }
    rename(called, shadow.logical(), parts);
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
    notNull.ifPresent(proof -> proof.takePlace().forEach(parts::contract));
    renames.forEach(parts::contract);
  }

  /** An identity has to be NOT NULL before it changes its column; such a one always was. */
  private boolean isNewlyRequired() {
    return table().column(shadow.old().name()).filter(column -> !column.notNull()).isPresent();
  }

  private void rename(Identifier from, Identifier to, Contribution.Builder parts) {
    if (!from.equals(to)) {
      parts.contract(alterTable(Sql.of("RENAME COLUMN {} TO {}", from, to)));
    }
  }

  private Optional<NotNullProof> notNull() {
    return shadow.old().notNull()
        ? Optional.of(
            NotNullProof.of(
                table().name(),
                shadow.physical(),
                shadow.context().suffix(),
                shadow.old().notNullConstraint()))
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
    if (isKeyAtOnce(index)) {
      parts.warn(
          "the new "
              + shadow.logical()
              + " of "
              + table().name()
              + " is unique beside the old one until CONTRACT: where two sessions at one moment"
              + " insert the same key with ON CONFLICT, one of them may fail with a unique violation");
      parts.index(build);
    } else if (index.unique()) {
      parts.warn(
          "the new shape of "
              + shadow.logical()
              + " becomes unique at CONTRACT: until then the new application cannot name it in ON"
              + " CONFLICT, and nothing but the old column refuses its duplicates");
      parts.prepareContract(build);
      standInUntilThen(index, parts);
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
    if (!shadow.standIns().retype(table().name(), index.columns())) {
      index.targets().forEach(target -> renames.add(alterIndex(index, target)));
    }
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

  /**
   * New applications find rows by the column before it is unique. One that is partitioned could not
   * be dropped while writers go on.
   */
  private void standInUntilThen(Index index, Contribution.Builder parts) {
    if (table().isPartitioned()) {
      return;
    }
    Identifier name = index.name().name().derived(shadow.context().suffix() + "_find");
    IndexCopy copy = new IndexCopy(index, table().name(), name, shadow::standIn);
    parts.index(
        Drafts.buildIndex(
            "let the new application find rows by " + shadow.logical(),
            copy.qualifiedName(),
            table().name(),
            copy.createNotUnique()));
    parts.prepareContract(Drafts.dropIndex(copy.qualifiedName(), table().name()));
  }

  /**
   * New applications find rows by their key and name it in ON CONFLICT, so it is there when they
   * are let in. It refuses nothing that the old one lets pass.
   */
  private boolean isKeyAtOnce(Index index) {
    boolean deferrable = index.constraint().filter(IndexConstraint::deferrable).isPresent();
    return shadow.values().lossless()
        && index.unique()
        && !deferrable
        && (index.primary() || isReferenced(index));
  }

  private boolean isReferenced(Index index) {
    return table().referencedBy().stream()
        .anyMatch(key -> index.columns().equals(Set.copyOf(key.referencedColumns())));
  }

  private Statement commentOn(Identifier constraint, String text) {
    return Statement.unlocked(
        Sql.of(
            "COMMENT ON CONSTRAINT {} ON {} IS {}", constraint, table().name(), Sql.literal(text)));
  }

  private Statement adopt(IndexConstraint constraint, Identifier index) {
    return alterTable(
        Sql.of(
            "ADD CONSTRAINT {} {} USING INDEX {}{}",
            constraint.name(),
            constraint.kind() == 'p' ? Sql.of("PRIMARY KEY") : Sql.of("UNIQUE"),
            index,
            constraint.timing()));
  }

  private void addCheck(Check check, Contribution.Builder parts, List<Statement> renames) {
    Identifier name = check.name().derived(shadow.context().suffix());
    parts.prepareContract(
        Drafts.ddl(
            "carry the constraint " + check.name() + " over",
            alterTable(
                Sql.of(
                    "ADD CONSTRAINT {} CHECK ({}){} NOT VALID",
                    name,
                    check.expression().bind(shadow::standIn),
                    check.options()))));
    if (check.validated()) {
      parts.prepareContract(
          Drafts.validate(table().name(), name, "prove the constraint " + check.name()));
    }
    renames.add(alterTable(Sql.of("RENAME CONSTRAINT {} TO {}", name, check.name())));
    check.comment().ifPresent(text -> renames.add(commentOn(check.name(), text)));
  }

  private Table table() {
    return shadow.table();
  }

  private Statement alterIndex(Index index, Sql action) {
    return alter(table().name(), Sql.of("ALTER INDEX {} {}", index.name(), action));
  }

  private Statement alterTable(Sql action) {
    return alter(table().name(), Sql.of("ALTER TABLE {} {}", table().name(), action));
  }
}
