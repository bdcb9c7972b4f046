package dev.concertina.plan.recipe;

import dev.concertina.catalog.Answer;
import dev.concertina.catalog.Catalog.Relation;
import dev.concertina.catalog.Trial.ObjectFacts;
import dev.concertina.catalog.Trial.ObjectLookup;
import dev.concertina.change.AlterObject;
import dev.concertina.change.AlterObject.Alteration;
import dev.concertina.change.DropObject;
import dev.concertina.change.ObjectKind;
import dev.concertina.change.ObjectName;
import dev.concertina.change.TableRef;
import dev.concertina.plan.LockMode;
import dev.concertina.plan.Phase;
import dev.concertina.plan.Statement;
import dev.concertina.plan.TableLock;
import dev.concertina.plan.Work;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An object that both applications use can be only one thing at a time. What no statement names is
 * altered at once, rights and limits go when the old application is gone; for the rest, only the
 * user knows when it is right.
 */
final class AlterObjectRecipe {

  private final PlanContext context;

  AlterObjectRecipe(PlanContext context) {
    this.context = context;
  }

  static ObjectLookup lookup(AlterObject change) {
    return new ObjectLookup(change.object());
  }

  /** The relations that it may have to lock. */
  static Stream<TableRef> relations(AlterObject change) {
    ObjectName object = change.object();
    return object.kind() == ObjectKind.VIEW
        ? Stream.of(object.relation())
        : object.table().stream();
  }

  Contribution contribute(AlterObject change) {
    Phase phase = phase(change);
    List<TableLock> locks =
        relations(change)
            .flatMap(ref -> context.catalog().relation(ref).stream())
            .map(Relation::name)
            .map(name -> new TableLock(name, LockMode.ACCESS_EXCLUSIVE))
            .toList();
    Contribution.Builder parts = Contribution.standalone();
    locks.forEach(lock -> parts.touches(lock.table()));
    String title = "alter " + change.object();
    parts.own(phase, Drafts.ddl(title, locks, statement(change.statement(), locks, work(change))));
    if (phase != Phase.CONTRACT) {
      takeBack(change)
          .ifPresentOrElse(
              back ->
                  parts.own(
                      Phase.ABORT,
                      Drafts.ddl(
                          "make " + change.object() + " again what it was",
                          locks,
                          statement(back, locks, Work.METADATA))),
              () -> warn(change, parts));
    }
    return parts
        .sees(phase, change.object() + " is altered", change.object() + " is altered")
        .build();
  }

  private void warn(AlterObject change, Contribution.Builder parts) {
    if (context.made(change.object()).isEmpty()) {
      parts.warn("`abort` does not take back what line " + change.origin().line() + " does");
    }
  }

  private static Statement statement(Sql sql, List<TableLock> locks, Work work) {
    return new Statement(sql.sql(), locks.stream().findFirst(), work);
  }

  /** What a domain or a type becomes may be looked for in every table that uses it. */
  private static Work work(AlterObject change) {
    boolean ofRows =
        change.object().kind() == ObjectKind.DOMAIN || change.object().kind() == ObjectKind.TYPE;
    return ofRows && change.what() == Alteration.DEFINITION ? Work.UNKNOWN : Work.METADATA;
  }

  private Phase phase(AlterObject change) {
    Optional<Phase> made = context.made(change.object());
    if (made.isPresent()) {
      return change
          .phase()
          .map(Phase::of)
          .orElse(takesAPlace(change) ? Phase.CONTRACT : made.get());
    }
    facts(change);
    return change
        .phase()
        .map(Phase::of)
        .or(() -> usual(change))
        .orElseThrow(
            () ->
                context.refusal(
                    change.origin(),
                    "phase-missing",
                    change.object()
                        + " is altered for the old and the new application at one moment.",
                    instead(change)));
  }

  private static String instead(AlterObject change) {
    String named =
        "If the old application can live with it, say -- concertina: phase = expand;"
            + " if not, -- concertina: phase = contract.";
    return change.what() == Alteration.NAME || change.what() == Alteration.SCHEMA
        ? "Make a second one under the new name (of a view: SELECT * FROM the old one), and drop"
            + " this one in a later migration. "
            + named
        : named;
  }

  /** Empty where only the user knows it. */
  private static Optional<Phase> usual(AlterObject change) {
    ObjectKind kind = change.object().kind();
    boolean felt = kind == ObjectKind.TRIGGER || kind == ObjectKind.RULE;
    return switch (change.what()) {
      case NAME ->
          kind == ObjectKind.POLICY || kind == ObjectKind.STATISTICS || felt
              ? Optional.of(felt ? Phase.CONTRACT : Phase.EXPAND)
              : Optional.empty();
      case OWNER -> Optional.of(Phase.CONTRACT);
      case DEFINITION ->
          kind == ObjectKind.STATISTICS || kind == ObjectKind.SEQUENCE || kind == ObjectKind.POLICY
              ? Optional.of(kind == ObjectKind.STATISTICS ? Phase.EXPAND : Phase.CONTRACT)
              : Optional.empty();
      case SCHEMA -> Optional.empty();
    };
  }

  /** Empty if nothing is known that gives it back. */
  private Optional<Sql> takeBack(AlterObject change) {
    Optional<ObjectFacts> facts = context.catalog().answer(lookup(change)).accepted();
    ObjectName object = change.object();
    return switch (change.what()) {
      case NAME ->
          Optional.of(
              alter(
                  renamed(object, change.to().orElseThrow()),
                  Sql.of("RENAME TO {}", object.last())));
      case SCHEMA ->
          facts
              .flatMap(ObjectFacts::schema)
              .map(
                  schema ->
                      alter(
                          moved(object, change.to().orElseThrow()),
                          Sql.of("SET SCHEMA {}", schema)));
      case OWNER ->
          facts
              .flatMap(ObjectFacts::owner)
              .map(owner -> alter(object, Sql.of("OWNER TO {}", owner)));
      case DEFINITION -> facts.flatMap(ObjectFacts::definition).map(Sql::verbatim);
    };
  }

  private static Sql alter(ObjectName object, Sql action) {
    return Sql.of("ALTER {} {} {}", Sql.verbatim(object.kind().sql()), object, action);
  }

  private static ObjectName renamed(ObjectName object, Identifier to) {
    List<String> names = new ArrayList<>(object.names());
    names.set(names.size() - 1, to.value());
    return new ObjectName(object.kind(), names, object.arguments());
  }

  private static ObjectName moved(ObjectName object, Identifier schema) {
    return new ObjectName(
        object.kind(), List.of(schema.value(), object.last().value()), object.arguments());
  }

  /** Whether it gets the name of what the migration drops, which happens in CONTRACT. */
  private boolean takesAPlace(AlterObject change) {
    return change.what() == Alteration.NAME
        && context
            .all(DropObject.class)
            .flatMap(drop -> drop.objects().stream())
            .anyMatch(
                gone ->
                    gone.kind() == change.object().kind()
                        && change.to().equals(Optional.of(gone.last())));
  }

  private void facts(AlterObject change) {
    Answer<ObjectFacts> answer = context.catalog().answer(lookup(change));
    answer.orThrow(
        reason ->
            context.refusal(
                change.origin(),
                "no-such-object",
                "there is no " + change.object() + ": " + reason + ".",
                "Check the name and the search_path of the connection."));
  }
}
