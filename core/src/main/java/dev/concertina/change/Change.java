package dev.concertina.change;

import dev.concertina.sql.Sql;
import java.util.List;

/**
 * One logical alteration of a schema, as the user wrote it. A change is plain data: it names things
 * as the migration does, and how it is carried out is the plan's business.
 */
public sealed interface Change
    permits AddCheck,
        AddColumn,
        AddEnumValue,
        AddExclusion,
        AddForeignKey,
        AddIdentity,
        AddUnique,
        AdoptIndex,
        AlterColumn,
        AlterConstraint,
        AlterObject,
        AsWritten,
        AttachPartition,
        ChangeRights,
        ChangeType,
        CreateIndex,
        CreateObject,
        CreatePartition,
        CreateTable,
        DetachPartition,
        DropColumn,
        DropConstraint,
        DropDefault,
        DropIndex,
        DropNotNull,
        DropObject,
        DropTable,
        MoveColumn,
        MoveTable,
        RenameColumn,
        RenameConstraint,
        RenameIndex,
        RenameTable,
        ReshapeColumns,
        SetComment,
        SetDefault,
        SetNotNull,
        SetProperty,
        ValidateConstraint {

  /** Where the change was written. */
  Origin origin();

  /**
   * The statements that make the change at once, in one transaction, where no row can be lost and
   * nobody waits: what the author wrote.
   */
  default List<Sql> atOnce() {
    return List.of(Sql.verbatim(origin().statement()));
  }

  /** Calls the visitor's method for this kind of change. */
  <R> R accept(Visitor<R> visitor);

  /** One method for each kind of change; a new kind does not compile until all visitors know it. */
  interface Visitor<R> {
    R addCheck(AddCheck change);

    R addColumn(AddColumn change);

    R addEnumValue(AddEnumValue change);

    R addExclusion(AddExclusion change);

    R addForeignKey(AddForeignKey change);

    R addIdentity(AddIdentity change);

    R addUnique(AddUnique change);

    R adoptIndex(AdoptIndex change);

    R alterColumn(AlterColumn change);

    R alterConstraint(AlterConstraint change);

    R alterObject(AlterObject change);

    R asWritten(AsWritten change);

    R attachPartition(AttachPartition change);

    R changeRights(ChangeRights change);

    R changeType(ChangeType change);

    R createIndex(CreateIndex change);

    R createObject(CreateObject change);

    R createPartition(CreatePartition change);

    R createTable(CreateTable change);

    R detachPartition(DetachPartition change);

    R dropColumn(DropColumn change);

    R dropConstraint(DropConstraint change);

    R dropDefault(DropDefault change);

    R dropIndex(DropIndex change);

    R dropNotNull(DropNotNull change);

    R dropObject(DropObject change);

    R dropTable(DropTable change);

    R moveColumn(MoveColumn change);

    R moveTable(MoveTable change);

    R renameColumn(RenameColumn change);

    R renameConstraint(RenameConstraint change);

    R renameIndex(RenameIndex change);

    R renameTable(RenameTable change);

    R reshapeColumns(ReshapeColumns change);

    R setComment(SetComment change);

    R setDefault(SetDefault change);

    R setNotNull(SetNotNull change);

    R setProperty(SetProperty change);

    R validateConstraint(ValidateConstraint change);
  }
}
