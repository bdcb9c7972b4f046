package dev.concertina.hazard.action;

import dev.concertina.hazard.Span;
import dev.concertina.hazard.model.Routine;
import dev.concertina.hazard.model.RunningSchema;
import dev.concertina.hazard.model.RunningTransaction;
import dev.concertina.hazard.model.Schema;
import dev.concertina.plan.LockMode;
import dev.concertina.plan.Work;
import dev.concertina.sql.QualifiedName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What happens to types, sequences and functions. */
public sealed interface ObjectAction extends Action {

  /** The object. */
  QualifiedName name();

  /** {@code CREATE TYPE}, {@code CREATE SEQUENCE}, {@code CREATE SCHEMA}. */
  record Create(Kind kind, QualifiedName name, Span span) implements ObjectAction {
    @Override
    public void change(RunningSchema schema) {
      schema.objects().create(name);
    }
  }

  /**
   * {@code CREATE SEQUENCE}.
   *
   * @param first the number that it begins with, if it is said
   */
  record CreateSequence(QualifiedName name, Optional<Long> first, Span span)
      implements ObjectAction {
    @Override
    public void change(RunningSchema schema) {
      schema.objects().createSequence(name, first);
    }
  }

  /** What a name stands for. */
  enum Kind {
    CAST,
    COLLATION,
    DATABASE,
    EXTENSION,
    FOREIGN_SERVER,
    OTHER,
    SCHEMA,
    SEQUENCE,
    TYPE
  }

  /** {@code DROP} of the same. */
  record Drop(Kind kind, QualifiedName name, boolean cascade, Span span) implements ObjectAction {
    @Override
    public boolean cascades() {
      return cascade;
    }

    @Override
    public void change(RunningSchema schema) {
      schema.objects().drop(name);
    }
  }

  /** {@code CREATE TYPE … AS ENUM}. */
  record CreateEnum(QualifiedName name, List<String> labels, Span span) implements ObjectAction {

    public CreateEnum {
      labels = List.copyOf(labels);
    }

    @Override
    public void change(RunningSchema schema) {
      schema.objects().createEnum(name, labels);
    }
  }

  /**
   * {@code ALTER TYPE … ADD VALUE}.
   *
   * @param place empty for the end
   */
  record AddLabel(QualifiedName name, String label, Optional<Place> place, Span span)
      implements ObjectAction {

    /** Where a label goes. */
    public record Place(String neighbour, boolean after) {

      private int in(List<String> labels) {
        int at = labels.indexOf(neighbour);
        return at < 0 ? labels.size() : at + (after ? 1 : 0);
      }
    }

    /** Whether labels that were there come behind it, as far as the scripts say. */
    public boolean comesBetween(Schema before) {
      return place
          .filter(
              where ->
                  before
                      .labels(name.name().value())
                      .map(labels -> where.in(labels) < labels.size())
                      .orElse(true))
          .isPresent();
    }

    @Override
    public void change(RunningSchema schema) {
      schema.objects().changeLabels(name, this::added);
    }

    private List<String> added(List<String> labels) {
      List<String> more = new ArrayList<>(labels);
      if (!more.contains(label)) {
        more.add(place.map(where -> where.in(labels)).orElse(labels.size()), label);
      }
      return more;
    }

    @Override
    public void act(RunningTransaction transaction, Schema before) {
      if (before.objectCreatedIn(name).filter(r -> r == before.release()).isEmpty()) {
        transaction.addLabel(label);
      }
    }
  }

  /** {@code CREATE DOMAIN}. */
  record CreateDomain(QualifiedName name, boolean constrained, Span span) implements ObjectAction {
    @Override
    public void change(RunningSchema schema) {
      schema.objects().create(name);
      if (constrained) {
        schema.objects().constrainDomain(name.name().value());
      }
    }
  }

  /** {@code ALTER DOMAIN … ADD CONSTRAINT}, {@code VALIDATE}, {@code SET NOT NULL}. */
  record ConstrainDomain(QualifiedName name, boolean notValid, Span span) implements ObjectAction {
    @Override
    public List<Lock> locks(Schema before, int server) {
      return notValid
          ? List.of()
          : before
              .tablesWith(name.name().value())
              .map(table -> new Lock(table, LockMode.SHARE, Work.SCAN))
              .toList();
    }

    @Override
    public void change(RunningSchema schema) {
      schema.objects().constrainDomain(name.name().value());
    }
  }

  /** {@code ALTER DOMAIN … SET DEFAULT} and {@code DROP DEFAULT}. */
  record ChangeDomainDefault(QualifiedName name, boolean drops, Span span)
      implements ObjectAction {}

  /** {@code ALTER TYPE} of a composite type. */
  record AlterComposite(QualifiedName name, Span span) implements ObjectAction {}

  /**
   * {@code CREATE}, {@code ALTER} and {@code DROP PUBLICATION}.
   *
   * @param publishesLess whether it may publish less than before
   * @param tables those that it names
   * @param adds whether it may not have published them before
   */
  record ChangePublication(
      QualifiedName name,
      boolean publishesLess,
      List<QualifiedName> tables,
      boolean adds,
      Span span)
      implements ObjectAction {
    @Override
    public List<Lock> locks(Schema before, int server) {
      return tables.stream().map(table -> Lock.of(table, LockMode.SHARE_UPDATE_EXCLUSIVE)).toList();
    }
  }

  /**
   * {@code ALTER SEQUENCE}, and {@code setval} of a constant.
   *
   * @param next the number that it gives next, if it is said
   */
  record AlterSequence(QualifiedName name, List<String> options, Optional<Long> next, Span span)
      implements ObjectAction {
    @Override
    public void change(RunningSchema schema) {
      next.ifPresent(number -> schema.objects().restart(name, number));
    }
  }

  /** A sequence goes on behind numbers that are there: {@code setval} of what a query finds. */
  record AdvanceSequence(QualifiedName name, Span span) implements ObjectAction {}

  /** {@code ALTER COLLATION … REFRESH VERSION} and the same of a database. */
  record RefreshVersion(Kind kind, QualifiedName name, Span span) implements ObjectAction {}

  /**
   * {@code CREATE FUNCTION} and {@code CREATE PROCEDURE}.
   *
   * @param replaces whether it says OR REPLACE
   * @param rejects whether it is of triggers and may refuse what they are asked for
   */
  record CreateFunction(
      QualifiedName name, boolean replaces, boolean rejects, Routine routine, Span span)
      implements ObjectAction {
    @Override
    public void change(RunningSchema schema) {
      schema.objects().createRoutine(name, routine);
    }
  }

  /** {@code ALTER FUNCTION … IMMUTABLE}. */
  record DeclareImmutable(QualifiedName name, Span span) implements ObjectAction {
    @Override
    public void change(RunningSchema schema) {
      schema.objects().declareImmutable(name);
    }
  }

  /** {@code ALTER FUNCTION} and {@code ALTER PROCEDURE}, without their name. */
  record AlterFunction(QualifiedName name, Change kind, Span span) implements ObjectAction {

    /** What changes for those who call it. */
    public enum Change {
      /** The schemas in which its body looks names up. */
      SEARCH_PATH,
      /** It runs with the rights of its caller, no longer with those of its owner. */
      SECURITY_INVOKER
    }
  }

  /** {@code DROP FUNCTION} and {@code DROP PROCEDURE}. */
  record DropFunction(QualifiedName name, boolean cascade, Span span) implements ObjectAction {
    @Override
    public boolean cascades() {
      return cascade;
    }

    @Override
    public void change(RunningSchema schema) {
      schema.objects().drop(name);
    }
  }
}
