package dev.concertina.journal;

/**
 * A stretch of blocks that is being written, stripe after stripe: every stripe has an equal share
 * of the rows of each block.
 *
 * @param relation the oid of the table or partition
 * @param filenode the file that the blocks belong to
 * @param from first block
 * @param to the block after the last
 * @param stripes at least 1
 * @param stripe the one that is written now; equal to {@code stripes} when the window is complete
 * @param nextBlock the first block that the current stripe has not reached
 * @param rowsDone rows written in this window
 * @param held a single block in which a row was held by somebody: to be tried again
 */
public record Window(
    long relation,
    long filenode,
    long from,
    long to,
    int stripes,
    int stripe,
    long nextBlock,
    long rowsDone,
    boolean held) {

  /** Nothing of it is written yet. */
  public static Window fresh(long relation, long filenode, long from, long to, int stripes) {
    return new Window(relation, filenode, from, to, stripes, 0, from, 0, false);
  }

  /** One block of it, for later. */
  public Window heldBlock(long block) {
    return new Window(relation, filenode, block, block + 1, 1, 0, block, 0, true);
  }

  /** The same from its start, with a share of the rows in each batch that is so much smaller. */
  public Window finer(int times) {
    return new Window(relation, filenode, from, to, stripes * times, 0, from, rowsDone, held);
  }

  /** After the current stripe was written up to a block. */
  public Window advanced(long block, long rows) {
    boolean whole = block >= to;
    return new Window(
        relation,
        filenode,
        from,
        to,
        stripes,
        whole ? stripe + 1 : stripe,
        whole ? from : block,
        rowsDone + rows,
        held);
  }

  /** Nothing is left to do in it. */
  public Window completed() {
    return new Window(relation, filenode, from, to, stripes, stripes, from, rowsDone, held);
  }

  /** Whether it was opened and nothing more. */
  public boolean isFresh() {
    return !held && stripe == 0 && nextBlock == from && rowsDone == 0;
  }

  public boolean isComplete() {
    return stripe >= stripes;
  }

  /** Blocks of work that are done, as if stripes were blocks. */
  public long blocksDone() {
    return isComplete() ? to - from : (stripe * (to - from) + nextBlock - from) / stripes;
  }
}
