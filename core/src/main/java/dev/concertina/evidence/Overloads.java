package dev.concertina.evidence;

import dev.concertina.evidence.body.Body;
import dev.concertina.evidence.body.UntypedCalls;
import dev.concertina.evidence.closure.Closure;
import dev.concertina.evidence.probe.Question;
import dev.concertina.evidence.probe.Resolved;
import dev.concertina.evidence.probe.Sighting;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * Adds to queries the functions that they may call instead of those that PostgreSQL chose: for a
 * parameter without a type it takes text, where the session may have given a number.
 */
final class Overloads {

  private final Closure closure;

  Overloads(Closure closure) {
    this.closure = closure;
  }

  /**
   * The same sightings, with all candidates.
   *
   * @param questions as many as sightings
   */
  List<Sighting> with(List<Question> questions, List<Sighting> sightings) throws SQLException {
    List<Body> calls = new ArrayList<>();
    for (int i = 0; i < sightings.size(); i++) {
      for (Sighting.Understood understood : sightings.get(i).understood()) {
        calls.add(UntypedCalls.of(questions.get(i).query().tree(), understood.path()));
      }
    }
    Iterator<Set<Long>> candidates = closure.callable(calls).iterator();
    return sightings.stream()
        .map(
            sighting ->
                new Sighting(
                    sighting.understood().stream().map(u -> calling(u, candidates.next())).toList(),
                    sighting.unknown()))
        .toList();
  }

  private static Sighting.Understood calling(Sighting.Understood understood, Set<Long> candidates) {
    Resolved.Body body = understood.body();
    return new Sighting.Understood(
        understood.path(),
        understood.described(),
        new Resolved.Body(body.uses().calling(candidates), body.sql()));
  }
}
