package dev.concertina.engine;

import java.util.Optional;

/** Where a run comes from, for the journal. */
final class Origins {

  private Origins() {}

  /** {@code user@host} as far as the environment tells it. */
  static String userAndHost() {
    String user = Optional.ofNullable(System.getProperty("user.name")).orElse("unknown user");
    return Optional.ofNullable(System.getenv("HOSTNAME")).map(h -> user + "@" + h).orElse(user);
  }
}
