package dev.concertina.catalog;

import dev.concertina.change.ObjectName;
import dev.concertina.change.Reference;
import dev.concertina.change.TableProperty;
import dev.concertina.change.TableRef;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import dev.concertina.sql.RowExpression;
import dev.concertina.sql.Sql;
import dev.concertina.sql.TypeName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A question that only PostgreSQL can answer: most are tried on an empty temporary copy of a table,
 * in a transaction that is rolled back.
 *
 * @param <T> what the answer tells
 */
public sealed interface Trial<T> {

  /** Calls the visitor's method for this kind of trial. */
  <R, X extends Exception> R accept(Visitor<R, X> visitor) throws X;

  /** One method for each kind of trial. */
  interface Visitor<R, X extends Exception> {
    R expression(Expression trial) throws X;

    R typeChange(TypeChange trial) throws X;

    R newColumn(NewColumn trial) throws X;

    R newConstraint(NewConstraint trial) throws X;

    R newForeignKey(NewForeignKey trial) throws X;

    R newSequence(NewSequence trial) throws X;

    R objectLookup(ObjectLookup trial) throws X;

    R formerProperty(FormerProperty trial) throws X;

    R formerRights(FormerRights trial) throws X;

    R partitionBound(PartitionBound trial) throws X;
  }

  /**
   * Is the text an immutable expression over one row of the table, and of which type? PostgreSQL
   * accepts only such expressions for a stored generated column ("Generated Columns"): no
   * sub-query, aggregate or set, nothing that depends on a session setting.
   *
   * @param renamed columns that the text calls by another name than the table does
   * @param columns columns that the row has in addition, or with another type than in the table, by
   *     the name that the text calls them
   */
  record Expression(
      TableRef table,
      Map<Identifier, Identifier> renamed,
      Map<Identifier, String> columns,
      String text)
      implements Trial<ResolvedExpression> {
    public Expression {
      renamed = Map.copyOf(renamed);
      columns = Map.copyOf(columns);
    }

    /** Over the names that the table has. */
    public Expression(TableRef table, Map<Identifier, String> columns, String text) {
      this(table, Map.of(), columns, text);
    }

    @Override
    public <R, X extends Exception> R accept(Visitor<R, X> visitor) throws X {
      return visitor.expression(this);
    }
  }

  /**
   * What does ALTER COLUMN TYPE do: rewrite the table or only its description?
   *
   * @param name what the column is called by then
   * @param withoutDefault whether its default is dropped by then
   */
  record TypeChange(
      TableRef table,
      Identifier column,
      Identifier name,
      boolean withoutDefault,
      String type,
      Optional<String> using)
      implements Trial<TypeChangeResult> {
    /** Of the column as it is. */
    public TypeChange(TableRef table, Identifier column, String type, Optional<String> using) {
      this(table, column, column, false, type, using);
    }

    @Override
    public <R, X extends Exception> R accept(Visitor<R, X> visitor) throws X {
      return visitor.typeChange(this);
    }
  }

  /** What does ADD COLUMN do: rewrite the table or only its description? */
  record NewColumn(TableRef table, Identifier column, String type, Optional<String> defaultValue)
      implements Trial<NewColumnResult> {
    @Override
    public <R, X extends Exception> R accept(Visitor<R, X> visitor) throws X {
      return visitor.newColumn(this);
    }
  }

  /**
   * Which constraint would it be? CHECK, UNIQUE, PRIMARY KEY or EXCLUDE.
   *
   * @param columns that the migration adds to the table before
   * @param name empty where PostgreSQL chooses it
   */
  record NewConstraint(
      TableRef table, List<NewColumn> columns, Optional<Identifier> name, Sql definition)
      implements Trial<NewConstraintResult> {
    public NewConstraint {
      columns = List.copyOf(columns);
    }

    @Override
    public <R, X extends Exception> R accept(Visitor<R, X> visitor) throws X {
      return visitor.newConstraint(this);
    }
  }

  /**
   * Which foreign key would it be?
   *
   * @param columns that the migration adds to the table before
   * @param name empty where PostgreSQL chooses it
   */
  record NewForeignKey(
      TableRef table, List<NewColumn> columns, Optional<Identifier> name, Reference reference)
      implements Trial<NewForeignKeyResult> {
    public NewForeignKey {
      columns = List.copyOf(columns);
    }

    @Override
    public <R, X extends Exception> R accept(Visitor<R, X> visitor) throws X {
      return visitor.newForeignKey(this);
    }
  }

  /**
   * What would PostgreSQL call the sequence of a new serial column? Refused where that is taken.
   */
  record NewSequence(TableRef table, Identifier column) implements Trial<QualifiedName> {
    @Override
    public <R, X extends Exception> R accept(Visitor<R, X> visitor) throws X {
      return visitor.newSequence(this);
    }
  }

  /** Is there such an object, and what hangs on it? Refused where there is none. */
  record ObjectLookup(ObjectName object) implements Trial<ObjectFacts> {
    @Override
    public <R, X extends Exception> R accept(Visitor<R, X> visitor) throws X {
      return visitor.objectLookup(this);
    }
  }

  /**
   * What is a property of a table now?
   *
   * @param name of the column, index, trigger or parent that it is about
   * @param options the names of the storage parameters that it is about
   */
  record FormerProperty(
      TableRef table, TableProperty property, Optional<TableRef> name, List<String> options)
      implements Trial<Former> {
    public FormerProperty {
      options = List.copyOf(options);
    }

    @Override
    public <R, X extends Exception> R accept(Visitor<R, X> visitor) throws X {
      return visitor.formerProperty(this);
    }
  }

  /** Which rights does a GRANT or REVOKE give or take? */
  record FormerRights(Sql statement) implements Trial<Former> {
    @Override
    public <R, X extends Exception> R accept(Visitor<R, X> visitor) throws X {
      return visitor.formerRights(this);
    }
  }

  /**
   * Which rows may stand in a partition of the table?
   *
   * @param bound {@code FOR VALUES …}
   */
  record PartitionBound(TableRef table, Sql bound) implements Trial<PartitionBoundResult> {
    @Override
    public <R, X extends Exception> R accept(Visitor<R, X> visitor) throws X {
      return visitor.partitionBound(this);
    }
  }

  /** What is true for every row of the partition. */
  record PartitionBoundResult(Sql condition) {}

  /** The statements that make again what is there now. */
  record Former(List<Sql> statements) {
    public Former {
      statements = List.copyOf(statements);
    }
  }

  /**
   * An object that is there.
   *
   * @param schema in which it stands
   * @param owner where it has one of its own
   * @param definition the statement that makes it what it is: of a function or view OR REPLACE, of
   *     a sequence or policy ALTER
   * @param dependents what PostgreSQL would not drop it without
   */
  record ObjectFacts(
      Optional<Identifier> schema,
      Optional<Identifier> owner,
      Optional<String> comment,
      Optional<String> definition,
      List<ObjectUser> dependents) {
    public ObjectFacts {
      dependents = List.copyOf(dependents);
    }
  }

  /**
   * What uses an object.
   *
   * @param names with its schema, and its table where it is a part of one
   * @param words as PostgreSQL describes it
   * @param isDefault whether it is the default of a column, which has the names of the column
   */
  record ObjectUser(List<String> names, String words, boolean isDefault) {
    public ObjectUser {
      names = List.copyOf(names);
    }
  }

  /**
   * An expression with every name qualified.
   *
   * @param type of its value
   */
  record ResolvedExpression(RowExpression expression, TypeName type) {}

  /**
   * What ALTER COLUMN TYPE did.
   *
   * @param type the new type as PostgreSQL writes it
   * @param domain whether the new type is a domain
   * @param rewrites whether the rows (or the column's indexes) are written anew
   * @param defaultValue the column's default, converted to the new type
   * @param assignableBack whether PostgreSQL itself would convert the new type to the old one on
   *     assignment, as ALTER COLUMN TYPE without USING asks
   * @param rewritesBack whether the rows are written anew on that way, as they are for a smaller
   *     type
   * @param widensInteger whether it makes an integer column of a larger one, so that without USING
   *     no value can be refused and each is equal to what it was
   */
  record TypeChangeResult(
      TypeName type,
      boolean domain,
      boolean rewrites,
      Optional<String> defaultValue,
      boolean assignableBack,
      boolean rewritesBack,
      boolean widensInteger) {}

  /**
   * What ADD COLUMN did.
   *
   * @param type the type as PostgreSQL writes it
   * @param rewrites whether the default is evaluated for each row
   * @param defaultValue the default with every name qualified
   * @param domain whether the type is a domain
   */
  record NewColumnResult(
      TypeName type, boolean rewrites, Optional<String> defaultValue, boolean domain) {}

  /**
   * A constraint that PostgreSQL accepts.
   *
   * @param name its own, or the one that PostgreSQL chooses
   * @param definition with every name qualified
   * @param columns that it reads
   * @param check the condition of a CHECK
   * @param index of any other
   * @param holdsWhereLeftOut whether it is over new columns alone and any number of rows satisfy it
   *     that say nothing of them
   */
  record NewConstraintResult(
      Identifier name,
      Sql definition,
      Set<Identifier> columns,
      Optional<RowExpression> check,
      Optional<Index> index,
      boolean holdsWhereLeftOut) {
    public NewConstraintResult {
      columns = Set.copyOf(columns);
    }
  }

  /**
   * A foreign key that PostgreSQL accepts.
   *
   * @param name its own, or the one that PostgreSQL chooses
   * @param referencedColumns in the order of those that refer
   */
  record NewForeignKeyResult(
      Identifier name, QualifiedName referenced, List<Identifier> referencedColumns) {
    public NewForeignKeyResult {
      referencedColumns = List.copyOf(referencedColumns);
    }
  }
}
