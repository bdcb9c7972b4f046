package dev.concertina.catalog;

import dev.concertina.parser.PostgresParser;
import dev.concertina.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Lets PostgreSQL answer trials, each under a savepoint that is rolled back. */
final class TrialRunner {

  /** One kind of trial. What it makes in the database is rolled back by its caller. */
  interface Kind<Q, T> {
    T run(Q trial) throws SQLException, RefusedTrialException;
  }

  private final Connection connection;
  private final Session session;
  private final Queries queries;
  private final List<Sql> made;
  private final ExpressionTrial expression;
  private final TypeChangeTrial typeChange;
  private final NewColumnTrial newColumn;
  private final NewConstraintTrial newConstraint;
  private final NewForeignKeyTrial newForeignKey;
  private final NewSequenceTrial newSequence;
  private final ObjectLookupTrial objectLookup;
  private final FormerPropertyTrial formerProperty;
  private final FormerRightsTrial formerRights;
  private final PartitionBoundTrial partitionBound;

  /**
   * Of one transaction.
   *
   * @param made what trials about tables find besides what is there
   */
  TrialRunner(
      Connection connection,
      Session session,
      RelationReader relations,
      PostgresParser parser,
      List<Sql> made) {
    this.connection = connection;
    this.session = session;
    this.made = List.copyOf(made);
    this.queries = new Queries(connection);
    TrialTables tables = new TrialTables(queries, session, relations);
    TrialSyntax syntax = new TrialSyntax(parser);
    CallRights rights = new CallRights(queries);
    this.expression = new ExpressionTrial(tables, syntax, parser, rights);
    this.typeChange = new TypeChangeTrial(tables, syntax);
    this.newColumn = new NewColumnTrial(tables, syntax, rights);
    ConstraintNames names = new ConstraintNames(queries);
    this.newConstraint = new NewConstraintTrial(tables, syntax, names, parser);
    this.newForeignKey = new NewForeignKeyTrial(tables, syntax, names);
    this.newSequence = new NewSequenceTrial(queries, tables);
    this.objectLookup = new ObjectLookupTrial(queries, session);
    this.formerProperty = new FormerPropertyTrial(queries, relations);
    this.formerRights = new FormerRightsTrial(queries, session);
    this.partitionBound = new PartitionBoundTrial(queries, session, tables);
  }

  Map<Trial<?>, Answer<?>> run(List<Trial<?>> trials) throws SQLException {
    Map<Trial<?>, Answer<?>> answers = new HashMap<>();
    for (Trial<?> trial : trials) {
      answers.put(trial, trial.accept(new Dispatch()));
    }
    return answers;
  }

  private <Q, T> Answer<T> answer(Kind<Q, T> kind, Q trial) throws SQLException {
    Savepoint savepoint = connection.setSavepoint();
    Answer<T> answer = ask(kind, trial);
    connection.rollback(savepoint);
    return answer;
  }

  /** As above, beside the objects that the migration makes before. */
  private <Q, T> Answer<T> answerBesideMade(Kind<Q, T> kind, Q trial) throws SQLException {
    return answer(
        asked -> {
          session.resolveNamesLikeUser(queries);
          for (Sql statement : made) {
            queries.execute(statement);
          }
          session.qualifyNames(queries);
          return kind.run(asked);
        },
        trial);
  }

  private static <Q, T> Answer<T> ask(Kind<Q, T> kind, Q trial) throws SQLException {
    try {
      return new Answer.Accepted<>(kind.run(trial));
    } catch (RefusedTrialException e) {
      return e.answer();
    } catch (SQLException e) {
      return ServerRefusal.of(e).answer();
    }
  }

  private final class Dispatch implements Trial.Visitor<Answer<?>, SQLException> {

    @Override
    public Answer<?> expression(Trial.Expression trial) throws SQLException {
      return answerBesideMade(expression, trial);
    }

    @Override
    public Answer<?> typeChange(Trial.TypeChange trial) throws SQLException {
      return answerBesideMade(typeChange, trial);
    }

    @Override
    public Answer<?> newColumn(Trial.NewColumn trial) throws SQLException {
      return answerBesideMade(newColumn, trial);
    }

    @Override
    public Answer<?> newConstraint(Trial.NewConstraint trial) throws SQLException {
      return answerBesideMade(newConstraint, trial);
    }

    @Override
    public Answer<?> newForeignKey(Trial.NewForeignKey trial) throws SQLException {
      return answerBesideMade(newForeignKey, trial);
    }

    @Override
    public Answer<?> newSequence(Trial.NewSequence trial) throws SQLException {
      return answer(newSequence, trial);
    }

    @Override
    public Answer<?> objectLookup(Trial.ObjectLookup trial) throws SQLException {
      return answer(objectLookup, trial);
    }

    @Override
    public Answer<?> formerProperty(Trial.FormerProperty trial) throws SQLException {
      return answer(formerProperty, trial);
    }

    @Override
    public Answer<?> formerRights(Trial.FormerRights trial) throws SQLException {
      return answer(formerRights, trial);
    }

    @Override
    public Answer<?> partitionBound(Trial.PartitionBound trial) throws SQLException {
      return answer(partitionBound, trial);
    }
  }
}
