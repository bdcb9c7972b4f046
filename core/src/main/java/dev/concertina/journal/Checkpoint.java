package dev.concertina.journal;

import java.util.List;
import java.util.stream.Stream;

/**
 * How far the walk of one backfill is. Blocks are the heap's pages.
 *
 * @param filenode the file that is walked; another one means that the table was rewritten
 * @param nextBlock every block before it is done, but for the parked ones
 * @param endBlock fixed after the sync was there: what is behind it was written under the sync
 * @param parked blocks in which a row was held, to be tried again
 * @param rowsDone rows written over all passes
 * @param rowsTotal the planner's estimate when the walk began, at least 0
 * @param passes how often the walk began, more than 1 after a rewrite
 */
public record Checkpoint(
    long filenode,
    long nextBlock,
    long endBlock,
    List<Long> parked,
    long rowsDone,
    long rowsTotal,
    int passes) {

  public Checkpoint {
    parked = List.copyOf(parked);
  }

  public Checkpoint withRows(long more) {
    return new Checkpoint(
        filenode, nextBlock, endBlock, parked, rowsDone + more, rowsTotal, passes);
  }

  public Checkpoint at(long block) {
    return new Checkpoint(filenode, block, endBlock, parked, rowsDone, rowsTotal, passes);
  }

  public Checkpoint park(long block) {
    List<Long> more = Stream.concat(parked.stream(), Stream.of(block)).distinct().toList();
    return new Checkpoint(filenode, nextBlock, endBlock, more, rowsDone, rowsTotal, passes);
  }

  public Checkpoint unpark(long block) {
    List<Long> fewer = parked.stream().filter(b -> b != block).toList();
    return new Checkpoint(filenode, nextBlock, endBlock, fewer, rowsDone, rowsTotal, passes);
  }
}
