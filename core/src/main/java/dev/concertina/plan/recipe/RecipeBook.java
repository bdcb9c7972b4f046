package dev.concertina.plan.recipe;

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
import dev.concertina.change.ValidateConstraint;

/** Finds the recipe of a change. */
public record RecipeBook(PlanContext context) implements Change.Visitor<Contribution> {

  @Override
  public Contribution addCheck(AddCheck change) {
    return new AddCheckRecipe(context).contribute(change);
  }

  @Override
  public Contribution addColumn(AddColumn change) {
    return new AddColumnRecipe(context).contribute(change);
  }

  @Override
  public Contribution addEnumValue(AddEnumValue change) {
    return new AddEnumValueRecipe(context).contribute(change);
  }

  @Override
  public Contribution addExclusion(AddExclusion change) {
    return new AddExclusionRecipe(context).contribute(change);
  }

  @Override
  public Contribution addForeignKey(AddForeignKey change) {
    return new AddForeignKeyRecipe(context).contribute(change);
  }

  @Override
  public Contribution addIdentity(AddIdentity change) {
    return new AddIdentityRecipe(context).contribute(change);
  }

  @Override
  public Contribution addUnique(AddUnique change) {
    return new AddUniqueRecipe(context).contribute(change);
  }

  @Override
  public Contribution adoptIndex(AdoptIndex change) {
    return new AdoptIndexRecipe(context).contribute(change);
  }

  @Override
  public Contribution alterColumn(AlterColumn change) {
    return new AlterColumnRecipe(context).contribute(change);
  }

  @Override
  public Contribution alterConstraint(AlterConstraint change) {
    return new AlterConstraintRecipe(context).contribute(change);
  }

  @Override
  public Contribution alterObject(AlterObject change) {
    return new AlterObjectRecipe(context).contribute(change);
  }

  @Override
  public Contribution asWritten(AsWritten change) {
    return new AsWrittenRecipe(context).contribute(change);
  }

  @Override
  public Contribution attachPartition(AttachPartition change) {
    return new AttachPartitionRecipe(context).contribute(change);
  }

  @Override
  public Contribution changeRights(ChangeRights change) {
    return new ChangeRightsRecipe(context).contribute(change);
  }

  @Override
  public Contribution changeType(ChangeType change) {
    return new ChangeTypeRecipe(context).contribute(change);
  }

  @Override
  public Contribution createIndex(CreateIndex change) {
    return new CreateIndexRecipe(context).contribute(change);
  }

  @Override
  public Contribution createObject(CreateObject change) {
    return new CreateObjectRecipe(context).contribute(change);
  }

  @Override
  public Contribution createPartition(CreatePartition change) {
    return new CreatePartitionRecipe(context).contribute(change);
  }

  @Override
  public Contribution createTable(CreateTable change) {
    return new CreateTableRecipe(context).contribute(change);
  }

  @Override
  public Contribution detachPartition(DetachPartition change) {
    return new DetachPartitionRecipe(context).contribute(change);
  }

  @Override
  public Contribution dropColumn(DropColumn change) {
    return new DropColumnRecipe(context).contribute(change);
  }

  @Override
  public Contribution dropConstraint(DropConstraint change) {
    return new DropConstraintRecipe(context).contribute(change);
  }

  @Override
  public Contribution dropDefault(DropDefault change) {
    return new DefaultRecipes(context).drop(change);
  }

  @Override
  public Contribution dropIndex(DropIndex change) {
    return new DropIndexRecipe(context).contribute(change);
  }

  @Override
  public Contribution dropNotNull(DropNotNull change) {
    return new DropNotNullRecipe(context).contribute(change);
  }

  @Override
  public Contribution dropObject(DropObject change) {
    return new DropObjectRecipe(context).contribute(change);
  }

  @Override
  public Contribution dropTable(DropTable change) {
    return new DropTableRecipe(context).contribute(change);
  }

  @Override
  public Contribution moveColumn(MoveColumn change) {
    return new MoveColumnRecipe(context).contribute(change);
  }

  @Override
  public Contribution moveTable(MoveTable change) {
    return new MoveTableRecipe(context).contribute(change);
  }

  @Override
  public Contribution renameColumn(RenameColumn change) {
    return new RenameColumnRecipe(context).contribute(change);
  }

  @Override
  public Contribution renameConstraint(RenameConstraint change) {
    return new RenameConstraintRecipe(context).contribute(change);
  }

  @Override
  public Contribution renameIndex(RenameIndex change) {
    return new RenameIndexRecipe(context).contribute(change);
  }

  @Override
  public Contribution renameTable(RenameTable change) {
    return new RenameTableRecipe(context).contribute(change);
  }

  @Override
  public Contribution reshapeColumns(ReshapeColumns change) {
    return new ReshapeColumnsRecipe(context).contribute(change);
  }

  @Override
  public Contribution setComment(SetComment change) {
    return new SetCommentRecipe(context).contribute(change);
  }

  @Override
  public Contribution setDefault(SetDefault change) {
    return new DefaultRecipes(context).set(change);
  }

  @Override
  public Contribution setNotNull(SetNotNull change) {
    return new SetNotNullRecipe(context).contribute(change);
  }

  @Override
  public Contribution setProperty(SetProperty change) {
    return new SetPropertyRecipe(context).contribute(change);
  }

  @Override
  public Contribution validateConstraint(ValidateConstraint change) {
    return new ValidateConstraintRecipe(context).contribute(change);
  }
}
