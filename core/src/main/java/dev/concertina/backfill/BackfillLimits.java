package dev.concertina.backfill;

import java.time.Duration;

/**
 * How gently a backfill works.
 *
 * @param batchTarget what a batch should take while nobody else works on the server
 * @param lockTimeout how long a batch waits for a held row at most
 * @param heldBudget how long held rows are tried again without any success, after all else is done
 * @param allowUserTriggers whether the user accepts that triggers fire for backfilled rows
 */
public record BackfillLimits(
    Duration batchTarget, Duration lockTimeout, Duration heldBudget, boolean allowUserTriggers) {}
