package dev.concertina.change;

import java.util.Optional;

/**
 * A migration or a configuration that cannot be used: what is wrong, where, and what to do. The
 * database is as it was.
 */
public final class MigrationException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String code;
  private final String hint;
  private final transient Optional<Origin> origin;

  /**
   * @param code a stable word for programs, for instance {@code unknown-directive}
   * @param message what is wrong and why, one or two sentences
   * @param hint what to do next
   */
  public MigrationException(String code, String message, String hint, Optional<Origin> origin) {
    super(message);
    this.code = code;
    this.hint = hint;
    this.origin = origin;
  }

  public MigrationException(String code, String message, String hint, Origin origin) {
    this(code, message, hint, Optional.of(origin));
  }

  public String code() {
    return code;
  }

  public String hint() {
    return hint;
  }

  public Optional<Origin> origin() {
    return origin;
  }
}
