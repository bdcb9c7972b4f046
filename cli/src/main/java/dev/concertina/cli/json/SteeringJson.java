package dev.concertina.cli.json;

import dev.concertina.cli.render.LimitInForce;
import dev.concertina.journal.Steering;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What people have ordered for backfills, as objects. */
public final class SteeringJson {

  private SteeringJson() {}

  /** Whether there is a pause, and whose. */
  public static Json pause(Optional<Steering.Pause> pause) {
    return new Json().put("paused", pause.map(SteeringJson::pause));
  }

  public static Json pause(Steering.Pause pause) {
    return new Json().put("by", pause.by()).put("at", pause.at()).put("reason", pause.because());
  }

  /** By word: the value and where it comes from. */
  public static Json limits(List<LimitInForce> limits) {
    Json all = new Json();
    for (LimitInForce limit : limits) {
      all.put(
          limit.limit().word(),
          new Json()
              .put("value", limit.value())
              .put("source", limit.source().name().toLowerCase(Locale.ROOT))
              .put("where", limit.where())
              .put("by", limit.by().map(Steering.Author::who))
              .put("at", limit.by().map(Steering.Author::at)));
    }
    return new Json().put("limits", all);
  }
}
