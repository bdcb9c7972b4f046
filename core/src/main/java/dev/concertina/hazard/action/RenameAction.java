package dev.concertina.hazard.action;

import dev.concertina.hazard.Span;
import dev.concertina.hazard.model.RunningSchema;
import dev.concertina.hazard.model.RunningTransaction;
import dev.concertina.hazard.model.Schema;
import dev.concertina.sql.QualifiedName;
import java.util.List;

/** What gives something another name. */
public sealed interface RenameAction extends Action {

  /** {@code RENAME COLUMN}. */
  record OfColumn(QualifiedName table, String column, String newName, Span span)
      implements RenameAction {
    @Override
    public List<Lock> locks(Schema before, int server) {
      return Lock.brief(table);
    }

    @Override
    public void change(RunningSchema schema) {
      schema.columns().rename(table, column, newName);
    }
  }

  /** {@code ALTER TABLE … RENAME TO} and {@code SET SCHEMA}, of tables and views. */
  record OfTable(QualifiedName table, QualifiedName newName, boolean view, Span span)
      implements RenameAction {
    @Override
    public List<Lock> locks(Schema before, int server) {
      return Lock.brief(table);
    }

    @Override
    public void act(RunningTransaction transaction, Schema before) {
      transaction.rename(table, newName);
    }

    @Override
    public void change(RunningSchema schema) {
      schema.rename(table, newName);
      if (Retired.isRetired(newName.name().value())) {
        schema.release(newName);
      }
    }
  }

  /** {@code RENAME CONSTRAINT}. */
  record OfConstraint(QualifiedName table, String constraint, String newName, Span span)
      implements RenameAction {
    @Override
    public List<Lock> locks(Schema before, int server) {
      return Lock.brief(table);
    }

    @Override
    public void change(RunningSchema schema) {
      schema
          .constraint(table, constraint)
          .ifPresent(
              known -> {
                schema.dropConstraint(table, constraint);
                schema.putConstraint(table, known.named(newName));
              });
    }
  }

  /** {@code ALTER INDEX … RENAME}. */
  record OfIndex(QualifiedName index, QualifiedName newName, Span span) implements RenameAction {
    @Override
    public void change(RunningSchema schema) {
      schema.indexes().rename(index, newName);
    }
  }

  /** {@code ALTER TYPE … RENAME VALUE}. */
  record OfEnumValue(QualifiedName type, String label, String newLabel, Span span)
      implements RenameAction {
    @Override
    public void change(RunningSchema schema) {
      schema
          .objects()
          .changeLabels(
              type,
              labels -> labels.stream().map(old -> old.equals(label) ? newLabel : old).toList());
    }
  }

  /** {@code ALTER SCHEMA … RENAME}. */
  record OfSchema(QualifiedName schema, QualifiedName newName, Span span) implements RenameAction {
    @Override
    public void change(RunningSchema schemas) {
      schemas.objects().rename(schema, newName);
    }
  }

  /** {@code ALTER SEQUENCE … RENAME} and {@code SET SCHEMA}. */
  record OfSequence(QualifiedName sequence, QualifiedName newName, Span span)
      implements RenameAction {
    @Override
    public void change(RunningSchema schema) {
      schema.objects().rename(sequence, newName);
    }
  }

  /** {@code ALTER FUNCTION … RENAME}. */
  record OfFunction(QualifiedName function, QualifiedName newName, Span span)
      implements RenameAction {
    @Override
    public void change(RunningSchema schema) {
      schema.objects().rename(function, newName);
    }
  }

  /** {@code ALTER TYPE … RENAME} and {@code ALTER DOMAIN … RENAME}. */
  record OfType(QualifiedName type, QualifiedName newName, Span span) implements RenameAction {
    @Override
    public void change(RunningSchema schema) {
      schema.objects().rename(type, newName);
    }
  }

  /** {@code RENAME} and {@code SET SCHEMA} of what statements use by name and no script creates. */
  record OfObject(ObjectAction.Kind kind, QualifiedName object, Span span)
      implements RenameAction {}

  /** {@code ALTER TYPE … RENAME ATTRIBUTE}. */
  record OfAttribute(QualifiedName type, String attribute, Span span) implements RenameAction {}
}
