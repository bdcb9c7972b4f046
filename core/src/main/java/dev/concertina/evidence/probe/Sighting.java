package dev.concertina.evidence.probe;

import dev.concertina.sql.Identifier;
import java.util.List;

/**
 * What PostgreSQL makes of a question.
 *
 * @param understood one for each search path under which it understands it
 * @param unknown why it is not understood, each a sentence; empty if it is
 */
public record Sighting(List<Understood> understood, List<String> unknown) {

  public Sighting {
    understood = List.copyOf(understood);
    unknown = List.copyOf(unknown);
  }

  /** A query under one search path. */
  public record Understood(
      List<Identifier> path, Described.Accepted described, Resolved.Body body) {}
}
