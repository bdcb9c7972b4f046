package dev.concertina.catalog;

import java.util.Optional;
import java.util.function.Function;

/** What PostgreSQL said to a {@link Trial}: a value, or the reason for its refusal. */
public sealed interface Answer<T> {

  /** PostgreSQL accepts it. */
  record Accepted<T>(T value) implements Answer<T> {}

  /**
   * PostgreSQL refuses it.
   *
   * @param reason the server's message
   */
  record Refused<T>(String sqlState, String reason) implements Answer<T> {}

  /** The value, or the exception that the caller makes of the reason. */
  default T orThrow(Function<String, ? extends RuntimeException> refusal) {
    if (this instanceof Refused<T> refused) {
      throw refusal.apply(refused.reason());
    }
    return ((Accepted<T>) this).value();
  }

  /** The value, if PostgreSQL accepts it. */
  default Optional<T> accepted() {
    return this instanceof Accepted<T> accepted ? Optional.of(accepted.value()) : Optional.empty();
  }

  default boolean isAccepted() {
    return this instanceof Accepted<T>;
  }
}
