package dev.concertina.hazard.action;

import dev.concertina.hazard.Span;
import dev.concertina.hazard.model.RunningSchema;
import dev.concertina.hazard.model.RunningTransaction;
import dev.concertina.hazard.model.Savepoints;
import dev.concertina.hazard.model.Schema;
import dev.concertina.sql.QualifiedName;
import java.util.List;
import java.util.Optional;

/** What is about the session, its transaction and its rights. */
public sealed interface SessionAction extends Action {

  /** What a body that commits says of itself. */
  String COMMIT = "COMMIT";

  /** {@code BEGIN}. */
  record Begin(Span span) implements SessionAction {
    @Override
    public void bound(Savepoints<?> state) {
      state.begin();
    }

    @Override
    public void act(RunningTransaction transaction, Schema before) {
      transaction.begin();
    }
  }

  /** {@code COMMIT} and {@code ROLLBACK}; not to a savepoint. */
  record End(boolean commits, Span span) implements SessionAction {
    @Override
    public void bound(Savepoints<?> state) {
      state.end(commits);
    }

    @Override
    public void act(RunningTransaction transaction, Schema before) {
      transaction.end();
    }
  }

  /** {@code SAVEPOINT}, {@code ROLLBACK TO} and {@code RELEASE}. */
  record Divide(Division kind, String name, Span span) implements SessionAction {

    /** What happens at the savepoint. */
    public enum Division {
      SET,
      BACK,
      RELEASE
    }

    @Override
    public void bound(Savepoints<?> state) {
      switch (kind) {
        case SET -> state.set(name);
        case BACK -> state.back(name);
        case RELEASE -> state.release(name);
      }
    }
  }

  /**
   * {@code SET}, {@code RESET} and {@code set_config}.
   *
   * @param parameter in lower case
   * @param value empty for DEFAULT
   */
  record SetParameter(String parameter, Optional<String> value, boolean local, Span span)
      implements SessionAction {
    @Override
    public void act(RunningTransaction transaction, Schema before) {
      transaction.set(parameter, value, local);
    }

    @Override
    public void change(RunningSchema schema) {
      if (parameter.equals("timezone")) {
        schema.setTimeZone(value);
      }
    }
  }

  /** {@code GRANT}. */
  record Grant(List<QualifiedName> tables, Span span) implements SessionAction {
    @Override
    public void change(RunningSchema schema) {
      schema.noteGrant();
    }
  }

  /** {@code REVOKE} on tables. */
  record Revoke(List<QualifiedName> tables, Span span) implements SessionAction {
    @Override
    public void change(RunningSchema schema) {
      tables.forEach(schema::release);
    }
  }

  /**
   * {@code REVOKE} on other objects, or on all of a schema.
   *
   * @param objects those that are named; the schemas where it is on all of their objects
   * @param all what of the schemas, such as {@code tables}
   */
  record RevokeOnObjects(List<QualifiedName> objects, Optional<String> all, Span span)
      implements SessionAction {}

  /**
   * A role cannot do any more what it could: NOLOGIN, DROP ROLE, DROP OWNED, another owner.
   *
   * @param what in words
   */
  record LoseAccess(String what, Optional<QualifiedName> table, Span span)
      implements SessionAction {
    @Override
    public List<Lock> locks(Schema before, int server) {
      return table.map(Lock::brief).orElse(List.of());
    }
  }

  /**
   * Who connects from now on has to say it otherwise: another password, another name of the role or
   * database.
   *
   * @param what in words
   */
  record LoseConnection(String what, Span span) implements SessionAction {}

  /** {@code ALTER ROLE … SET}, {@code ALTER DATABASE … SET}: what new sessions begin with. */
  record SetForSessions(String parameter, Span span) implements SessionAction {}

  /**
   * DO, CALL and whatever else hides what it does.
   *
   * @param command in words
   * @param sight how much of what it does can be seen
   */
  record Opaque(String command, Sight sight, Span span) implements SessionAction {

    /** How much of a statement is seen. */
    public enum Sight {
      /** All of it, and its actions stand beside this one. */
      WHOLE,
      /** Not all. */
      NOT_WHOLE,
      /** Nothing: it stands in the database. */
      ELSEWHERE
    }
  }

  /** Whether an action is the COMMIT of a body, between whose steps there is no transaction. */
  static boolean isEndOfBody(Action action) {
    return action instanceof NeverInTransaction never && never.command().equals(COMMIT);
  }

  /** {@code VACUUM}, {@code CREATE DATABASE} and the like, which refuse a transaction. */
  record NeverInTransaction(String command, Span span) implements SessionAction {
    @Override
    public boolean refusesTransaction() {
      return true;
    }
  }
}
