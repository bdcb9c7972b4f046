package dev.concertina.hazard.read;

import dev.concertina.hazard.action.Action;
import dev.concertina.hazard.action.SessionAction;
import dev.concertina.hazard.action.SessionAction.Opaque.Sight;
import java.util.ArrayList;
import java.util.List;

/** DO: what its body does stands for it. */
final class DoReader {

  private final BodyReader bodies;

  DoReader(BodyReader bodies) {
    this.bodies = bodies;
  }

  List<Action> read(Piece statement) {
    return steps(statement).stream().flatMap(List::stream).toList();
  }

  /** What each statement of its body does, and at last what of it cannot be seen. */
  List<List<Action>> steps(Piece statement) {
    String body =
        statement.tree().nodes("args").stream()
            .filter(option -> option.text("defname").orElse("").equals("as"))
            .flatMap(option -> option.text("arg").stream())
            .findFirst()
            .orElse("");
    BodyReader.Reading reading = bodies.read(body, statement.span());
    List<List<Action>> steps = new ArrayList<>(reading.steps());
    Sight sight = reading.isWhole() ? Sight.WHOLE : Sight.NOT_WHOLE;
    steps.add(List.of(new SessionAction.Opaque("DO", sight, statement.span())));
    return steps;
  }
}
