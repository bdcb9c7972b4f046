package dev.concertina.engine;

import dev.concertina.gate.GatePolicy;
import dev.concertina.sql.Identifier;
import dev.concertina.throttle.Limits;
import java.time.Duration;

/**
 * How a run behaves. Immutable.
 *
 * @param home the schema of Concertina's own objects
 * @param lockTimeout how long the application may have to queue behind one try for a lock
 * @param lockBudget how long a step tries for its locks, and a backfill for held rows, in all
 * @param batchTarget what one batch of a backfill should take while nobody else works
 * @param busyWait how long to wait for another run to end before giving up
 * @param allowUserTriggers whether triggers may fire for rows that the backfill writes
 * @param retention how long what CONTRACT retires is kept; then `purge` drops it
 * @param gate what the gate of CONTRACT asks for
 * @param limits what a backfill keeps within, unless people order otherwise while it runs
 */
public record Settings(
    Identifier home,
    Duration lockTimeout,
    Duration lockBudget,
    Duration batchTarget,
    Duration busyWait,
    boolean allowUserTriggers,
    Duration retention,
    GatePolicy gate,
    Limits limits) {

  public static Settings defaults() {
    return new Settings(
        new Identifier("concertina"),
        Duration.ofMillis(200),
        Duration.ofSeconds(60),
        Duration.ofMillis(50),
        Duration.ofSeconds(2),
        false,
        Duration.ofDays(14),
        GatePolicy.standard(),
        Limits.STANDARD);
  }

  public Settings withHome(Identifier schema) {
    return new Settings(
        schema,
        lockTimeout,
        lockBudget,
        batchTarget,
        busyWait,
        allowUserTriggers,
        retention,
        gate,
        limits);
  }

  public Settings withLocks(Duration timeout, Duration budget) {
    return new Settings(
        home, timeout, budget, batchTarget, busyWait, allowUserTriggers, retention, gate, limits);
  }

  public Settings withBatchTarget(Duration target) {
    return new Settings(
        home,
        lockTimeout,
        lockBudget,
        target,
        busyWait,
        allowUserTriggers,
        retention,
        gate,
        limits);
  }

  public Settings withBusyWait(Duration wait) {
    return new Settings(
        home,
        lockTimeout,
        lockBudget,
        batchTarget,
        wait,
        allowUserTriggers,
        retention,
        gate,
        limits);
  }

  public Settings withUserTriggers(boolean allowed) {
    return new Settings(
        home, lockTimeout, lockBudget, batchTarget, busyWait, allowed, retention, gate, limits);
  }

  public Settings withLimits(Limits backfill) {
    return new Settings(
        home,
        lockTimeout,
        lockBudget,
        batchTarget,
        busyWait,
        allowUserTriggers,
        retention,
        gate,
        backfill);
  }

  public Settings withRetention(Duration time) {
    return new Settings(
        home,
        lockTimeout,
        lockBudget,
        batchTarget,
        busyWait,
        allowUserTriggers,
        time,
        gate,
        limits);
  }

  public Settings withGate(GatePolicy policy) {
    return new Settings(
        home,
        lockTimeout,
        lockBudget,
        batchTarget,
        busyWait,
        allowUserTriggers,
        retention,
        policy,
        limits);
  }
}
