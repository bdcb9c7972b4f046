package dev.concertina.plan.recipe;

import dev.concertina.catalog.CatalogRequest;
import dev.concertina.catalog.Trial;
import dev.concertina.change.AddCheck;
import dev.concertina.change.AddColumn;
import dev.concertina.change.AddEnumValue;
import dev.concertina.change.AddExclusion;
import dev.concertina.change.AddForeignKey;
import dev.concertina.change.AddIdentity;
import dev.concertina.change.AddUnique;
import dev.concertina.change.AdoptIndex;
import dev.concertina.change.AlterColumn;
import dev.concertina.change.AlterConstraint;
import dev.concertina.change.AlterObject;
import dev.concertina.change.AsWritten;
import dev.concertina.change.AttachPartition;
import dev.concertina.change.Change;
import dev.concertina.change.ChangeRights;
import dev.concertina.change.ChangeType;
import dev.concertina.change.CreateIndex;
import dev.concertina.change.CreateObject;
import dev.concertina.change.CreatePartition;
import dev.concertina.change.CreateTable;
import dev.concertina.change.DetachPartition;
import dev.concertina.change.DropColumn;
import dev.concertina.change.DropConstraint;
import dev.concertina.change.DropDefault;
import dev.concertina.change.DropIndex;
import dev.concertina.change.DropNotNull;
import dev.concertina.change.DropObject;
import dev.concertina.change.DropTable;
import dev.concertina.change.MoveColumn;
import dev.concertina.change.MoveTable;
import dev.concertina.change.RenameColumn;
import dev.concertina.change.RenameConstraint;
import dev.concertina.change.RenameIndex;
import dev.concertina.change.RenameTable;
import dev.concertina.change.ReshapeColumns;
import dev.concertina.change.SetComment;
import dev.concertina.change.SetDefault;
import dev.concertina.change.SetNotNull;
import dev.concertina.change.SetProperty;
import dev.concertina.change.TableRef;
import dev.concertina.change.ValidateConstraint;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What the recipes of some changes will ask the catalog. */
public final class CatalogNeeds {

  private CatalogNeeds() {}

  public static CatalogRequest of(List<Change> changes) {
    Set<TableRef> relations = new LinkedHashSet<>();
    List<Trial<?>> trials = new ArrayList<>();
    Set<CatalogRequest.Key> keys = new LinkedHashSet<>();
    for (Change change : changes) {
      Need need = change.accept(new NeedOf(changes));
      relations.addAll(need.relations());
      trials.addAll(need.trials());
      keys.addAll(need.keys());
    }
    return new CatalogRequest(relations, trials, keys, MadeFirst.alone(changes));
  }

  /** The tables and indexes that one change names. */
  static Stream<TableRef> relations(Change change) {
    return change.accept(new NeedOf(List.of(change))).relations().stream();
  }

  /** What a version shows, it shows to everybody who names no schema. */
  private static TableRef unqualified(TableRef table) {
    return new TableRef(Optional.empty(), table.name());
  }

  private record NeedOf(List<Change> changes) implements Change.Visitor<Need> {

    @Override
    public Need addCheck(AddCheck change) {
      return Need.of(change.table()).with(AddCheckRecipe.trial(change, changes));
    }

    @Override
    public Need addColumn(AddColumn change) {
      return Need.of(change.table())
          .with(AddColumnRecipe.trial(change))
          .with(AddColumnRecipe.sequence(change))
          .with(AddColumnRecipe.up(change));
    }

    @Override
    public Need addEnumValue(AddEnumValue change) {
      return Need.of().with(AddEnumValueRecipe.lookup(change));
    }

    @Override
    public Need addExclusion(AddExclusion change) {
      return Need.of(change.table()).with(AddExclusionRecipe.trial(change, changes));
    }

    @Override
    public Need addForeignKey(AddForeignKey change) {
      return Need.of(change.table(), change.reference().table())
          .with(AddForeignKeyRecipe.trial(change, changes));
    }

    @Override
    public Need addIdentity(AddIdentity change) {
      return Need.of(change.table());
    }

    @Override
    public Need addUnique(AddUnique change) {
      return Need.of(
              Stream.concat(Stream.of(change.table()), AddUniqueRecipe.target(change).stream())
                  .toArray(TableRef[]::new))
          .with(AddUniqueRecipe.trial(change, changes));
    }

    @Override
    public Need adoptIndex(AdoptIndex change) {
      return Need.of(change.table());
    }

    @Override
    public Need alterColumn(AlterColumn change) {
      Need need = Need.of(change.table(), unqualified(change.table()));
      for (Trial<?> trial : ReshapeTrials.all(change)) {
        need = need.with(Optional.of(trial));
      }
      for (Change part : change.renames() ? List.<Change>of() : change.parts()) {
        for (Trial<?> trial : part.accept(this).trials()) {
          need = need.with(Optional.of(trial));
        }
      }
      return need;
    }

    @Override
    public Need alterConstraint(AlterConstraint change) {
      return Need.of(change.table());
    }

    @Override
    public Need alterObject(AlterObject change) {
      return Need.of(AlterObjectRecipe.relations(change).toArray(TableRef[]::new))
          .with(AlterObjectRecipe.lookup(change));
    }

    @Override
    public Need asWritten(AsWritten change) {
      return Need.of(
          Stream.of(
                  change.table().stream(), change.becomes().stream(), change.references().stream())
              .flatMap(refs -> refs)
              .toArray(TableRef[]::new));
    }

    @Override
    public Need attachPartition(AttachPartition change) {
      return Need.of(change.table(), change.partition()).with(AttachPartitionRecipe.bound(change));
    }

    @Override
    public Need changeRights(ChangeRights change) {
      return Need.of().with(ChangeRightsRecipe.former(change));
    }

    @Override
    public Need changeType(ChangeType change) {
      return Need.of(change.table(), unqualified(change.table()))
          .with(
              ChangeTypeRecipe.trial(change),
              ChangeTypeRecipe.up(change),
              ChangeTypeRecipe.down(change))
          .withReferencing(change.table(), change.column());
    }

    @Override
    public Need createIndex(CreateIndex change) {
      return Need.of(change.table(), CreateIndexRecipe.target(change));
    }

    @Override
    public Need createObject(CreateObject change) {
      return Need.of(change.table().stream().toArray(TableRef[]::new))
          .with(CreateObjectRecipe.lookup(change));
    }

    @Override
    public Need createPartition(CreatePartition change) {
      return Need.of(change.table(), change.parent()).with(CreatePartitionRecipe.bound(change));
    }

    @Override
    public Need createTable(CreateTable change) {
      return Need.of(
          Stream.concat(Stream.of(change.table()), change.references().stream())
              .toArray(TableRef[]::new));
    }

    @Override
    public Need detachPartition(DetachPartition change) {
      return Need.of(change.table(), change.partition());
    }

    @Override
    public Need dropColumn(DropColumn change) {
      return Need.of(change.table()).with(DropColumnRecipe.trial(change));
    }

    @Override
    public Need dropConstraint(DropConstraint change) {
      return Need.of(change.table());
    }

    @Override
    public Need dropDefault(DropDefault change) {
      return Need.of(change.table());
    }

    @Override
    public Need dropIndex(DropIndex change) {
      return Need.of(change.index());
    }

    @Override
    public Need dropNotNull(DropNotNull change) {
      return Need.of(change.table());
    }

    @Override
    public Need dropObject(DropObject change) {
      return Need.of(DropObjectRecipe.relations(change).toArray(TableRef[]::new))
          .with(DropObjectRecipe.lookups(change).toArray(Trial<?>[]::new));
    }

    @Override
    public Need dropTable(DropTable change) {
      return Need.of(change.table());
    }

    @Override
    public Need moveColumn(MoveColumn change) {
      return Need.of(change.table(), change.to()).withReferencing(change.table(), change.column());
    }

    @Override
    public Need moveTable(MoveTable change) {
      return Need.of(change.table(), MoveTableRecipe.target(change));
    }

    @Override
    public Need renameColumn(RenameColumn change) {
      return Need.of(change.table()).withReferencing(change.table(), change.from());
    }

    @Override
    public Need renameConstraint(RenameConstraint change) {
      return Need.of(change.table());
    }

    @Override
    public Need renameIndex(RenameIndex change) {
      return Need.of(change.index(), RenameIndexRecipe.target(change));
    }

    @Override
    public Need renameTable(RenameTable change) {
      return Need.of(change.table(), RenameTableRecipe.target(change));
    }

    @Override
    public Need reshapeColumns(ReshapeColumns change) {
      return Need.of(change.table())
          .with(ReshapeColumnsRecipe.trials(change).toArray(Trial<?>[]::new));
    }

    @Override
    public Need setComment(SetComment change) {
      return Need.of(SetCommentRecipe.relations(change).toArray(TableRef[]::new))
          .with(SetCommentRecipe.lookup(change));
    }

    @Override
    public Need setDefault(SetDefault change) {
      return Need.of(change.table());
    }

    @Override
    public Need setNotNull(SetNotNull change) {
      return Need.of(change.table()).with(SetNotNullRecipe.trial(change));
    }

    @Override
    public Need setProperty(SetProperty change) {
      return Need.of(SetPropertyRecipe.relations(change).toArray(TableRef[]::new))
          .with(SetPropertyRecipe.former(change));
    }

    @Override
    public Need validateConstraint(ValidateConstraint change) {
      return Need.of(change.table());
    }
  }
}
