package dev.concertina.cli.render;

import dev.concertina.engine.Helm;
import dev.concertina.journal.Steering;
import dev.concertina.throttle.Limit;
import dev.concertina.throttle.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A limit as a backfill keeps it now.
 *
 * @param by who ordered it, and when, if somebody did
 * @param where the flag, the variable or the line of the file, as far as it is known
 */
public record LimitInForce(
    Limit limit,
    String value,
    Source source,
    Optional<Steering.Author> by,
    Optional<String> where) {

  /** Where a value comes from. */
  public enum Source {
    DEFAULT,
    CONFIGURATION,
    STEERING
  }

  /**
   * All limits. What a run at work keeps counts for more than what is configured here: it may have
   * been started elsewhere.
   *
   * @param places where a limit is configured here
   */
  public static List<LimitInForce> of(
      Steering orders,
      Optional<Helm.Worker> worker,
      Limits configured,
      Function<Limit, Optional<String>> places) {
    List<LimitInForce> all = new ArrayList<>();
    for (Limit limit : Limit.values()) {
      Optional<String> ordered = Optional.ofNullable(orders.limits().get(limit.word()));
      all.add(
          ordered
              .map(
                  value ->
                      new LimitInForce(
                          limit,
                          value,
                          Source.STEERING,
                          Optional.ofNullable(orders.limitsBy().get(limit.word())),
                          Optional.empty()))
              .orElseGet(() -> configured(limit, worker, configured, places)));
    }
    return all;
  }

  private static LimitInForce configured(
      Limit limit,
      Optional<Helm.Worker> worker,
      Limits configured,
      Function<Limit, Optional<String>> places) {
    Optional<String> kept =
        worker.flatMap(run -> Optional.ofNullable(run.limits().get(limit.word())));
    String value = kept.orElse(configured.text(limit));
    Optional<String> here =
        places.apply(limit).filter(place -> configured.text(limit).equals(value));
    boolean standard = here.isEmpty() && value.equals(limit.standard());
    Optional<String> elsewhere = worker.map(run -> "the run of " + run.who());
    return new LimitInForce(
        limit,
        value,
        standard ? Source.DEFAULT : Source.CONFIGURATION,
        Optional.empty(),
        standard ? Optional.empty() : here.or(() -> elsewhere));
  }
}
