package dev.concertina.backfill;

import dev.concertina.journal.Estimate;
import dev.concertina.journal.Hold;
import dev.concertina.journal.Share;
import java.util.Optional;

/**
 * Where a running backfill is.
 *
 * @param rowsDone rows written, over all runs and passes
 * @param rowsTotal the planner's estimate when the walk began
 * @param blocksDone pages walked in this pass
 * @param blocksTotal pages of this pass
 * @param passes more than 1 after the table was rewritten under the walk
 * @param rowsPerSecond of the last half minute of this process
 * @param left how long the rest will take; empty as long as nobody can know
 * @param batchRows rows in each of the last batches, on average
 * @param workers sessions that write
 * @param share of the time that batches have; empty if it is all of it
 * @param hold why no batch may begin now
 */
public record BackfillProgress(
    String step,
    long rowsDone,
    long rowsTotal,
    long blocksDone,
    long blocksTotal,
    int passes,
    long rowsPerSecond,
    Optional<Estimate> left,
    long batchRows,
    int workers,
    Optional<Share> share,
    Optional<Hold> hold) {}
