package dev.concertina.hazard.model;

import dev.concertina.sql.Identifier;
import java.nio.charset.StandardCharsets;

/** Names that PostgreSQL would cut. */
public final class Shortened {

  private Shortened() {}

  /** The name, cut at 63 bytes and at a character. */
  public static Identifier of(String name) {
    StringBuilder cut = new StringBuilder(name);
    while (cut.toString().getBytes(StandardCharsets.UTF_8).length > Identifier.MAX_BYTES) {
      cut.setLength(cut.offsetByCodePoints(cut.length(), -1));
    }
    return new Identifier(cut.toString());
  }
}
