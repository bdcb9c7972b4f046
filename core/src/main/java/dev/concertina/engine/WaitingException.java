package dev.concertina.engine;

import java.util.List;

/** Something outside has to happen first: a gate is shut, a lock is held. State is safe. */
public final class WaitingException extends EngineException {

  private static final long serialVersionUID = 1L;

  private final transient List<String> reasons;

  /**
   * What the run waits for.
   *
   * @param reasons one sentence for each thing that is in the way
   */
  public WaitingException(String code, String message, String hint, List<String> reasons) {
    super(code, message, hint);
    this.reasons = List.copyOf(reasons);
  }

  public List<String> reasons() {
    return reasons;
  }
}
