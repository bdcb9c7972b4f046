package dev.concertina.faults;

/** Every n-th of the places that a run comes by. */
final class Share {

  private final int every;
  private int count;

  Share(int every, int offset) {
    this.every = every;
    this.count = offset;
  }

  static Share all() {
    return new Share(1, 0);
  }

  boolean takes() {
    return count++ % every == 0;
  }
}
