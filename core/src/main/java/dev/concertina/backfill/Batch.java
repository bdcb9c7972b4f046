package dev.concertina.backfill;

import dev.concertina.journal.Checkpoint;

/**
 * A part of a window that is written in one transaction.
 *
 * @param from first block
 * @param to the block after the last
 * @param stripe which rows: those whose {@code hashtid(ctid)} ends in this number
 * @param stripes a power of two
 * @param after the checkpoint that stands when the batch has committed, without its rows
 */
record Batch(long from, long to, int stripe, int stripes, Checkpoint after) {}
