package dev.concertina.change;

import dev.concertina.sql.Sql;
import java.util.List;

/**
 * One logical alteration of a schema, as the user wrote it. A change is plain data: it names things
 * as the migration does, and how it is carried out is the plan's business.
 */
public sealed interface Change
    permits AddColumn,
        AsWritten,
        ChangeType,
        CreateIndex,
        CreateTable,
        DropColumn,
        DropDefault,
        DropIndex,
        DropTable,
        RenameColumn,
        RenameTable,
        ReshapeColumn,
        ReshapeColumns,
        SetDefault,
        SetNotNull {

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
    R addColumn(AddColumn change);

    R asWritten(AsWritten change);

    R changeType(ChangeType change);

    R createIndex(CreateIndex change);

    R createTable(CreateTable change);

    R dropColumn(DropColumn change);

    R dropDefault(DropDefault change);

    R dropIndex(DropIndex change);

    R dropTable(DropTable change);

    R renameColumn(RenameColumn change);

    R renameTable(RenameTable change);

    R reshapeColumn(ReshapeColumn change);

    R reshapeColumns(ReshapeColumns change);

    R setDefault(SetDefault change);

    R setNotNull(SetNotNull change);
  }
}
