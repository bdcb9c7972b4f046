package dev.concertina.hazard.rule;

import dev.concertina.hazard.Rule;
import java.util.List;
import java.util.Optional;

/** All rules. */
public final class Rules {

  private Rules() {}

  /** In the order of the catalogue: what the documentation lists, and findings of one statement. */
  public static List<Rule> all() {
    return List.of(
        new IndexCreateBlockingRule(),
        new IndexDropBlockingRule(),
        new ReindexBlockingRule(),
        new ConcurrentlyInTransactionRule(),
        new InvalidIndexLeftBehindRule(),
        new IndexOnPartitionedParentRule(),
        new UniqueConstraintBuildsIndexRule(),
        new PrimaryKeyBuildsIndexRule(),
        new PrimaryKeyUsingIndexNullableRule(),
        new ExclusionConstraintRule(),
        new CheckWithoutNotValidRule(),
        new ForeignKeyWithoutNotValidRule(),
        new ValidateInSameTransactionRule(),
        new SetNotNullScanRule(),
        new AddColumnInlineConstraintRule(),
        new DomainConstraintRule(),
        new AddColumnVolatileDefaultRule(),
        new AddColumnSerialOrIdentityRule(),
        new AddColumnStoredGeneratedRule(),
        new AddColumnConstrainedDomainRule(),
        new ColumnTypeRewriteRule(),
        new ColumnTypeRecheckRule(),
        new TableRewriteCommandRule(),
        new JsonColumnRule(),
        new PartitionAttachScanRule(),
        new DefaultPartitionScanRule(),
        new PartitionDetachBlockingRule(),
        new PartitionCreateOfRule(),
        new MatviewRefreshBlockingRule(),
        new TriggerDdlLockRule(),
        new ForeignKeyLocksParentRule(),
        new PolicyOrRlsLockRule(),
        new TruncateRule(),
        new ExplicitLockTableRule(),
        new MissingLockTimeoutRule(),
        new MissingStatementTimeoutRule(),
        new StatementWhileHoldingAccessExclusiveRule(),
        new MultiTableLockWindowRule(),
        new MultipleAlterTableRule(),
        new SchemaAndDataMixedRule(),
        new UnbatchedBackfillRule(),
        new TransactionNestingRule(),
        new NotRerunnableRule(),
        new EnumValueInTransactionRule(),
        new OpaqueSqlRule(),
        new DropColumnRule(),
        new DropTableRule(),
        new DropSchemaOrDatabaseRule(),
        new DropCascadeRule(),
        new RenameColumnRule(),
        new RenameTableRule(),
        new RenameSchemaRule(),
        new RenameConstraintRule(),
        new RenameSequenceRule(),
        new RenameEnumValueRule(),
        new DropConstraintRule(),
        new AddRequiredColumnRule(),
        new DefaultDroppedAfterAddRule(),
        new SetNotNullCompatRule(),
        new UniqueAddedCompatRule(),
        new CheckAddedCompatRule(),
        new ForeignKeyAddedCompatRule(),
        new ColumnTypeCompatRule(),
        new DropNotNullRule(),
        new DefaultChangedRule(),
        new UniqueDroppedRule(),
        new AddColumnVisibleRule(),
        new EnumValueAddedRule(),
        new EnumValueRemovedRule(),
        new IdentityOrGeneratedChangedRule(),
        new SequenceChangedRule(),
        new FunctionSignatureChangedRule(),
        new ViewChangedRule(),
        new TriggerSideEffectRule(),
        new PrivilegeRemovedRule(),
        new RowSecurityEnabledRule(),
        new IndexNeededByOldCodeRule(),
        new TableSwappedRule(),
        new PartitionedConversionRule(),
        new InheritanceChangedRule(),
        new ForeignKeyActionChangedRule(),
        new NameShadowedRule(),
        new CompositeTypeChangedRule(),
        new ReplicaIdentityLostRule(),
        new ObjectGoneRule(),
        new SessionSettingChangedRule(),
        new ContractWithCodeInOneReleaseRule(),
        new DataMigrationHygieneRule());
  }

  /** The rule of a name. */
  public static Optional<Rule> find(String id) {
    return all().stream().filter(rule -> rule.id().equals(id)).findFirst();
  }
}
