package dev.concertina.preflight;

import dev.concertina.change.MigrationException;
import dev.concertina.parser.PostgresParser;
import dev.concertina.plan.Plan;
import dev.concertina.preflight.Finding.Weight;
import dev.concertina.sql.Identifier;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Asks everything that can be asked before the first step, and says all of it at once: a deploy
 * that fails three times in a row for three reasons is three deploys. What the connection itself
 * decides (server version, standby, pooler) and what the plan decides (ownership, dependents, names
 * of triggers, replica identity) was refused before.
 */
public final class Preflight {

  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Duration BEHIND = Duration.ofSeconds(10);
  private static final long GIGABYTE = 1L << 30;

  private final Identifier home;
  private final List<Check> checks;

  public Preflight(Identifier home, PostgresParser parser) {
    this.home = home;
    this.checks =
        List.of(
            new CreateRightsCheck(),
            new RowSecurityCheck(),
            new OperatorsAheadCheck(),
            new PublicationCheck(),
            new SubscriptionCheck(),
            new RepeatableReadCheck(),
            new RowLockCheck(),
            new UserTriggersCheck(),
            new TriggerFunctionCheck(parser),
            new TriggerArgumentCheck(parser),
            new EventTriggerCheck(),
            new SpaceCheck(GIGABYTE),
            new ReplicationSlotCheck(),
            new StandbyLagCheck(BEHIND),
            new LongTransactionCheck(LONG),
            new PreparedTransactionCheck(LONG),
            new ConnectionsCheck(),
            new AssumedRoleCheck());
  }

  /** Everything that is found, the heaviest first. Only reads. */
  public List<Finding> find(Connection connection, Plan plan) throws SQLException {
    Subject subject = new Subject(connection, plan, home);
    List<Finding> all = new ArrayList<>();
    if (subject.changesSomething()) {
      for (Check check : checks) {
        all.addAll(check.find(subject));
      }
    }
    return all.stream().sorted((a, b) -> a.weight().compareTo(b.weight())).toList();
  }

  /**
   * Refuses what stops, and what asks and was not accepted.
   *
   * @param accepted codes of findings that a person has accepted
   * @throws MigrationException with the code of the one finding, or {@code preflight} for several
   */
  public static void refuse(List<Finding> findings, Set<String> accepted) {
    List<Finding> open =
        findings.stream()
            .filter(
                f ->
                    f.weight() == Weight.STOPS
                        || (f.weight() == Weight.ASKS && !accepted.contains(f.code())))
            .toList();
    if (!open.isEmpty()) {
      throw new MigrationException(
          open.size() == 1 ? open.get(0).code() : "preflight",
          "Nothing has run yet. " + sentences(open, Finding::message),
          sentences(open, Finding::hint),
          Optional.empty());
    }
  }

  @FunctionalInterface
  private interface Part {
    String of(Finding finding);
  }

  private static String sentences(List<Finding> findings, Part part) {
    if (findings.size() == 1) {
      return part.of(findings.get(0));
    }
    return findings.stream()
        .map(f -> "(" + (findings.indexOf(f) + 1) + ") " + part.of(f))
        .collect(Collectors.joining(" "));
  }
}
