package dev.concertina.engine;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What a person allows that is not done otherwise. Immutable.
 *
 * @param findings codes of what the preflight asks about
 * @param cancelBlockersAfter how long a step waits for a lock before the sessions in the way are
 *     ended; empty: never
 */
public record Allowances(Set<String> findings, Optional<Duration> cancelBlockersAfter) {

  /** Nothing. */
  public static final Allowances NONE = new Allowances(Set.of(), Optional.empty());

  private static final String USER_TRIGGERS = "user-triggers";

  public Allowances {
    findings = Set.copyOf(findings);
  }

  /** Whether triggers may fire for rows that the backfill writes. */
  public boolean userTriggers() {
    return findings.contains(USER_TRIGGERS);
  }

  Allowances withUserTriggers(boolean allowed) {
    Set<String> all = new HashSet<>(findings);
    if (allowed) {
      all.add(USER_TRIGGERS);
    } else {
      all.remove(USER_TRIGGERS);
    }
    return new Allowances(all, cancelBlockersAfter);
  }
}
