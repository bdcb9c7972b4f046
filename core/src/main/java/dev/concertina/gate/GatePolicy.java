package dev.concertina.gate;

import dev.concertina.evidence.Need;
import dev.concertina.evidence.Verdict;
import dev.concertina.session.Sessions;
import java.time.Duration;
import java.util.List;

/**
 * What the gate of CONTRACT asks for. Immutable.
 *
 * @param soak how long no statement that needs the old shape may have been called
 * @param blindSoak how long SWITCH must have been complete where nobody counts statements
 * @param selectStar whether a {@code SELECT *} that shows a doomed column is let pass
 * @param standbys what answers queries besides the primary
 */
public record GatePolicy(Duration soak, Duration blindSoak, boolean selectStar, Standbys standbys) {

  /** Five minutes; without statistics, sessions and heartbeats alone. */
  public static GatePolicy standard() {
    return new GatePolicy(Duration.ofMinutes(5), Duration.ZERO, false, new Standbys.Undeclared());
  }

  public GatePolicy withSoak(Duration time) {
    return new GatePolicy(time, blindSoak, selectStar, standbys);
  }

  public GatePolicy withBlindSoak(Duration time) {
    return new GatePolicy(soak, time, selectStar, standbys);
  }

  public GatePolicy withSelectStar(boolean passes) {
    return new GatePolicy(soak, blindSoak, passes, standbys);
  }

  public GatePolicy withStandbys(Standbys servers) {
    return new GatePolicy(soak, blindSoak, selectStar, servers);
  }

  /** Whether a statement that needs so much of what goes keeps the gate shut. */
  boolean minds(Need need) {
    return switch (need) {
      case NOTHING -> false;
      case SHAPE -> !selectStar;
      case UNKNOWN, USE -> true;
    };
  }

  /** Whether it keeps the gate shut beyond doubt, under every search path that it may have. */
  boolean isSureOf(Verdict verdict) {
    return minds(verdict.need()) && StatementWitness.isCertain(verdict) && !verdict.dependsOnPath();
  }

  /** What the user says of servers that follow the primary. */
  public sealed interface Standbys {

    /** Nothing: a server that follows keeps the gate shut. */
    record Undeclared() implements Standbys {}

    /** No application reads from one. */
    record WithoutReaders() implements Standbys {}

    /** All that have readers. */
    record Given(List<Standby> servers) implements Standbys {
      public Given {
        servers = List.copyOf(servers);
      }
    }
  }

  /**
   * One server that answers queries.
   *
   * @param name without secrets: it stands in messages and in the journal
   */
  public record Standby(String name, Sessions sessions) {}
}
