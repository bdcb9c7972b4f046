package dev.concertina.gate;

import dev.concertina.parser.PostgresParser;
import dev.concertina.session.Sessions;
import dev.concertina.sql.Identifier;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Answers gates: asks every witness, and opens only if none has a reason against. What a witness
 * cannot see speaks against opening.
 */
public final class GateKeeper {

  private final StatementWitness statements;
  private final List<Witness> witnesses;

  /**
   * A keeper for one database.
   *
   * @param home the schema of Concertina's own objects
   * @param sessions further ones of the role that asks
   */
  public GateKeeper(Identifier home, GatePolicy policy, PostgresParser parser, Sessions sessions) {
    this.statements = new StatementWitness(policy, home, parser, sessions);
    this.witnesses =
        List.of(
            new SessionWitness(),
            new InstanceWitness(home),
            statements,
            new RunningWitness(policy, home, parser, sessions),
            new ReleaseWitness(policy, home, parser),
            new SubscriptionWitness(parser),
            new StandbyWitness(policy.standbys(), statements));
  }

  /** Asks the gate. */
  public GateAnswer ask(Question question) throws SQLException {
    List<Testimony> evidence = new ArrayList<>();
    for (Witness witness : witnesses) {
      evidence.add(witness.testify(question));
    }
    return new GateAnswer(question.kind(), evidence);
  }

  /** Begins or goes on to watch statements, so that the soak time runs before the gate is asked. */
  public void watch(Question question) throws SQLException {
    statements.testify(question);
  }
}
