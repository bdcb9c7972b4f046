package dev.concertina.plan.recipe;

import dev.concertina.change.AddColumn;
import dev.concertina.change.AsWritten;
import dev.concertina.change.Change;
import dev.concertina.change.ChangeType;
import dev.concertina.change.CreateIndex;
import dev.concertina.change.CreateTable;
import dev.concertina.change.DropColumn;
import dev.concertina.change.DropDefault;
import dev.concertina.change.DropIndex;
import dev.concertina.change.DropTable;
import dev.concertina.change.RenameColumn;
import dev.concertina.change.RenameTable;
import dev.concertina.change.ReshapeColumn;
import dev.concertina.change.ReshapeColumns;
import dev.concertina.change.SetDefault;
import dev.concertina.change.SetNotNull;

/** Finds the recipe of a change. */
public record RecipeBook(PlanContext context) implements Change.Visitor<Contribution> {

  @Override
  public Contribution addColumn(AddColumn change) {
    return new AddColumnRecipe(context).contribute(change);
  }

  @Override
  public Contribution asWritten(AsWritten change) {
    return new AsWrittenRecipe(context).contribute(change);
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
  public Contribution createTable(CreateTable change) {
    return new CreateTableRecipe(context).contribute(change);
  }

  @Override
  public Contribution dropColumn(DropColumn change) {
    return new DropColumnRecipe(context).contribute(change);
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
  public Contribution dropTable(DropTable change) {
    return new DropTableRecipe(context).contribute(change);
  }

  @Override
  public Contribution renameColumn(RenameColumn change) {
    return new RenameColumnRecipe(context).contribute(change);
  }

  @Override
  public Contribution renameTable(RenameTable change) {
    return new RenameTableRecipe(context).contribute(change);
  }

  @Override
  public Contribution reshapeColumn(ReshapeColumn change) {
    return new ReshapeColumnRecipe(context).contribute(change);
  }

  @Override
  public Contribution reshapeColumns(ReshapeColumns change) {
    return new ReshapeColumnsRecipe(context).contribute(change);
  }

  @Override
  public Contribution setDefault(SetDefault change) {
    return new DefaultRecipes(context).set(change);
  }

  @Override
  public Contribution setNotNull(SetNotNull change) {
    return new SetNotNullRecipe(context).contribute(change);
  }
}
