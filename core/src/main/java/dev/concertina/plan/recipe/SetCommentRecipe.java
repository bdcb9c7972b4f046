package dev.concertina.plan.recipe;

import dev.concertina.catalog.Answer;
import dev.concertina.catalog.Catalog.Relation;
import dev.concertina.catalog.Trial.ObjectFacts;
import dev.concertina.catalog.Trial.ObjectLookup;
import dev.concertina.change.AddColumn;
import dev.concertina.change.AlterColumn;
import dev.concertina.change.Change;
import dev.concertina.change.ChangeType;
import dev.concertina.change.ObjectKind;
import dev.concertina.change.ObjectName;
import dev.concertina.change.RenameColumn;
import dev.concertina.change.SetComment;
import dev.concertina.change.TableRef;
import dev.concertina.plan.LockMode;
import dev.concertina.plan.Phase;
import dev.concertina.plan.Statement;
import dev.concertina.plan.TableLock;
import dev.concertina.plan.Work;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import dev.concertina.sql.Sql;
import java.util.Optional;
import java.util.stream.Stream;

/** A comment: at once, since no application reads it, and the former one at ABORT. */
final class SetCommentRecipe {

  private final PlanContext context;

  SetCommentRecipe(PlanContext context) {
    this.context = context;
  }

  static ObjectLookup lookup(SetComment change) {
    return new ObjectLookup(change.object());
  }

  /** The table that it is about, or a part of it is, and an index. */
  static Stream<TableRef> relations(SetComment change) {
    ObjectName object = change.object();
    return object.kind() == ObjectKind.INDEX
        ? Stream.of(object.relation())
        : object.table().stream();
  }

  Contribution contribute(SetComment change) {
    ObjectName object = change.object();
    Answer<ObjectFacts> there = context.catalog().answer(lookup(change));
    Contribution.Builder parts = Contribution.standalone();
    Optional<QualifiedName> table = table(object);
    table.ifPresent(parts::touches);
    Phase phase =
        change
            .phase()
            .map(Phase::of)
            .orElseGet(() -> early(object, there.isAccepted()) ? Phase.EXPAND : Phase.CONTRACT);
    if (phase != Phase.CONTRACT) {
      parts.own(phase, Drafts.ddl("comment on " + object, comment(object, table, change.text())));
    }
    if (phase == Phase.CONTRACT || isMadeAnew(object)) {
      ObjectName then = afterwards(object);
      parts.own(
          Phase.CONTRACT, Drafts.ddl("comment on " + then, comment(then, table, change.text())));
    }
    if (phase != Phase.CONTRACT && there instanceof Answer.Accepted<ObjectFacts> facts) {
      parts.own(
          Phase.ABORT,
          Drafts.ddl(
              "give " + object + " its comment back",
              comment(object, table, facts.value().comment())));
    }
    return parts.build();
  }

  /**
   * What is there, or comes in EXPAND, but not what is made anew: at CONTRACT it takes the comment
   * that it had when the migration was planned.
   */
  private boolean early(ObjectName object, boolean there) {
    return there ? !isMadeAnew(object) : comesInExpand(object);
  }

  /** A column that gets a shadow, and what hangs on one, or may: of a view nobody knows here. */
  private boolean isMadeAnew(ObjectName object) {
    return switch (object.kind()) {
      case COLUMN -> shadow(object).isPresent();
      case SCHEMA, TABLE -> false;
      case INDEX -> new MadeAnew(context).index(object.relation());
      case CONSTRAINT -> new MadeAnew(context).constraint(object);
      case POLICY, RULE, TRIGGER ->
          tableOf(object).filter(table -> context.standIns().reshape(table.name())).isPresent();
      default -> !context.standIns().all().isEmpty();
    };
  }

  /** The table that has it. */
  private Optional<Relation> tableOf(ObjectName object) {
    return object.table().flatMap(context.catalog()::relation);
  }

  /** The object under the name that it has behind the migration: a column may be renamed. */
  private ObjectName afterwards(ObjectName object) {
    return shadow(object).map(object::renamed).orElse(object);
  }

  /** What the shadow of the column is called in the end, where it gets one. */
  private Optional<Identifier> shadow(ObjectName object) {
    return object.kind() == ObjectKind.COLUMN
        ? context.changes().stream().flatMap(change -> shadow(change, object).stream()).findFirst()
        : Optional.empty();
  }

  private Optional<Identifier> shadow(Change change, ObjectName object) {
    if (change instanceof ChangeType c && isColumn(c.table(), c.column(), object)) {
      return ChangeTypeRecipe.typeByVersion(context, c).map(type -> c.column());
    } else if (change instanceof RenameColumn c && isColumn(c.table(), c.from(), object)) {
      return Optional.of(c.to());
    } else if (change instanceof AlterColumn c && isColumn(c.table(), c.column(), object)) {
      return Optional.of(c.to());
    }
    return Optional.empty();
  }

  private boolean isColumn(TableRef table, Identifier column, ObjectName object) {
    return column.equals(object.last()) && isTable(table, object);
  }

  private boolean comesInExpand(ObjectName object) {
    return context.made(object).filter(Phase.EXPAND::equals).isPresent()
        || (object.kind() == ObjectKind.COLUMN
            && context
                .all(AddColumn.class)
                .anyMatch(add -> isColumn(add.table(), add.column(), object)));
  }

  private boolean isTable(TableRef ref, ObjectName object) {
    return tableOf(object).equals(context.catalog().relation(ref));
  }

  /** Only on tables and their columns does it take a lock that others can meet. */
  private Optional<QualifiedName> table(ObjectName object) {
    return object.kind() == ObjectKind.COLUMN || object.kind() == ObjectKind.TABLE
        ? tableOf(object).filter(table -> table.table().isPresent()).map(Relation::name)
        : Optional.empty();
  }

  private static Statement comment(
      ObjectName object, Optional<QualifiedName> table, Optional<String> text) {
    Sql sql =
        Sql.of(
            "COMMENT ON {} {} IS {}",
            Sql.verbatim(object.kind().sql()),
            object,
            text.map(Sql::literal).orElse(Sql.of("NULL")));
    return new Statement(
        sql.sql(),
        table.map(name -> new TableLock(name, LockMode.SHARE_UPDATE_EXCLUSIVE)),
        Work.METADATA);
  }
}
