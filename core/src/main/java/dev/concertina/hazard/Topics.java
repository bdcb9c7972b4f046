package dev.concertina.hazard;

import dev.concertina.hazard.action.ColumnAction;
import dev.concertina.hazard.action.ConstraintAction;
import dev.concertina.hazard.action.DataAction;
import dev.concertina.hazard.action.IndexAction;
import dev.concertina.hazard.action.ObjectAction;
import dev.concertina.hazard.action.RenameAction;
import dev.concertina.hazard.action.SessionAction;
import dev.concertina.hazard.action.TableAction;
import dev.concertina.hazard.action.TriggerAction;
import dev.concertina.hazard.action.ViewAction;
import dev.concertina.sql.QualifiedName;
import java.util.List;

/** What several rules ask of the other statements of a script. */
public final class Topics {

  /** COMMIT and ROLLBACK; all are about {@code true}. */
  public static final Topic<SessionAction.End> END = Topic.of(SessionAction.End.class, any -> true);

  /** By view. */
  public static final Topic<ViewAction.Create> VIEW_MADE =
      Topic.of(ViewAction.Create.class, ViewAction.Create::view);

  /** By type. */
  public static final Topic<ObjectAction.CreateEnum> ENUM_MADE =
      Topic.of(ObjectAction.CreateEnum.class, ObjectAction.CreateEnum::name);

  /** By table. */
  public static final Topic<DataAction.Insert> INSERT =
      Topic.of(DataAction.Insert.class, DataAction.Insert::table);

  /** By table. */
  public static final Topic<TableAction.CreateAs> TABLE_MADE_OF_QUERY =
      Topic.of(TableAction.CreateAs.class, TableAction.CreateAs::table);

  /** By {@code true}, which is unique, and {@code false}. */
  public static final Topic<IndexAction.Create> INDEX_BY_UNIQUENESS =
      Topic.of(IndexAction.Create.class, IndexAction.Create::unique);

  /** By whether they take something back. */
  static final Topic<SessionAction> TAKEN_BACK =
      Topic.of(
          SessionAction.class,
          it ->
              (it instanceof SessionAction.End end && !end.commits())
                  || (it instanceof SessionAction.Divide divide
                      && divide.kind() == SessionAction.Divide.Division.BACK));

  static final Topic<RenameAction.OfTable> TABLE_RENAMED =
      Topic.of(RenameAction.OfTable.class, RenameAction.OfTable::table);

  static final Topic<ConstraintAction.Validate> VALIDATED =
      Topic.of(ConstraintAction.Validate.class, it -> inTable(it.table(), it.name()));

  static final Topic<ConstraintAction.Add> CONSTRAINT_ADDED =
      Topic.of(ConstraintAction.Add.class, it -> inTable(it.table(), it.spec().nameIn(it.table())));

  static final Topic<ColumnAction.Drop> COLUMN_DROPPED =
      Topic.of(ColumnAction.Drop.class, it -> inTable(it.table(), it.column()));

  static final Topic<ColumnAction.SetDefault> DEFAULT_SET =
      Topic.of(ColumnAction.SetDefault.class, it -> inTable(it.table(), it.column()));

  static final Topic<TriggerAction.Create> TRIGGER_MADE =
      Topic.of(TriggerAction.Create.class, it -> inTable(it.table(), it.name()));

  private Topics() {}

  /** What stands in a table, as far as topics are about such things. */
  public static List<Object> inTable(QualifiedName table, String name) {
    return List.of(table, name);
  }
}
