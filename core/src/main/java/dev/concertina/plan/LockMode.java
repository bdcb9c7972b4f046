package dev.concertina.plan;

/** Table-level lock modes, weakest first ("Explicit Locking" in the documentation). */
public enum LockMode {
  ACCESS_SHARE,
  ROW_SHARE,
  ROW_EXCLUSIVE,
  SHARE_UPDATE_EXCLUSIVE,
  SHARE,
  SHARE_ROW_EXCLUSIVE,
  EXCLUSIVE,
  ACCESS_EXCLUSIVE;

  /** As SQL and people write it: {@code ACCESS EXCLUSIVE}. */
  public String words() {
    return name().replace('_', ' ');
  }

  /** What a session that wants to read or write has to wait for while the lock is held. */
  public String stops() {
    return switch (this) {
      case ACCESS_EXCLUSIVE -> "reads and writes";
      case EXCLUSIVE, SHARE_ROW_EXCLUSIVE, SHARE -> "writes";
      default -> "nothing";
    };
  }
}
