package dev.concertina.journal;

/**
 * How far the walk over one relation of a backfill is: the table, or one of its partitions. Blocks
 * are the heap's pages.
 *
 * @param relation its oid
 * @param filenode the file that is walked; another one means that the relation was rewritten
 * @param nextBlock every block before it is done, or belongs to a {@link Window} that is open
 * @param endBlock fixed after the sync was there: what is behind it was written under the sync
 * @param rowsDone rows written over all passes, without those of open windows
 * @param rowsTotal the planner's estimate when the walk began, at least 0
 * @param passes how often the walk began, more than 1 after a rewrite
 * @param done whether every block is done and the file was still the same at the end
 */
public record Checkpoint(
    long relation,
    long filenode,
    long nextBlock,
    long endBlock,
    long rowsDone,
    long rowsTotal,
    int passes,
    boolean done) {

  public Checkpoint at(long block) {
    return new Checkpoint(relation, filenode, block, endBlock, rowsDone, rowsTotal, passes, done);
  }

  public Checkpoint withRows(long more) {
    return new Checkpoint(
        relation, filenode, nextBlock, endBlock, rowsDone + more, rowsTotal, passes, done);
  }

  public Checkpoint finished() {
    return new Checkpoint(
        relation, filenode, nextBlock, endBlock, rowsDone, rowsTotal, passes, true);
  }

  /** The walk from the start, over the file as it is now. */
  public Checkpoint again(long newFilenode, long blocks, long rows) {
    return new Checkpoint(relation, newFilenode, 0, blocks, rowsDone, rows, passes + 1, false);
  }
}
