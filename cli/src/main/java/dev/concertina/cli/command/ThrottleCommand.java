package dev.concertina.cli.command;

import dev.concertina.change.MigrationException;
import dev.concertina.cli.Context;
import dev.concertina.cli.ExitCodes;
import dev.concertina.cli.LimitOptions;
import dev.concertina.cli.UsageException;
import dev.concertina.cli.json.SteeringJson;
import dev.concertina.cli.render.LimitInForce;
import dev.concertina.cli.render.LimitsText;
import dev.concertina.engine.Concertina;
import dev.concertina.engine.Helm;
import dev.concertina.journal.Steering;
import dev.concertina.throttle.Limits;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows the limits of backfills, or sets some of them while a run is at work. */
@Command(
    name = "throttle",
    description = "Show or set the limits of the backfill, from another process.",
    footer = {"", "For example: concertina throttle --workers 2 --max-lag 2s"})
public final class ThrottleCommand implements LimitOptions.Taker {

  private final LimitOptions limits = new LimitOptions(LimitOptions.Use.ORDER);

  @Option(
      names = "--reset",
      description = "Forget what was set with throttle: back to the configuration.")
  private boolean reset;

  @Override
  public LimitOptions limits() {
    return limits;
  }

  @Override
  public int run(Context context) {
    Map<String, String> wanted = checked();
    try (Concertina concertina = context.connect()) {
      Helm helm = concertina.helm();
      Steering orders = reset || !wanted.isEmpty() ? helm.throttle(wanted, reset) : helm.orders();
      List<LimitInForce> inForce =
          LimitInForce.of(
              orders,
              helm.worker(),
              context.configuration().limits(),
              limit -> context.configuration().source(limit));
      context
          .output()
          .show(
              LimitsText.of(inForce, orders.pause(), context.output().style()),
              SteeringJson.limits(inForce).putAll(SteeringJson.pause(orders.pause())));
    }
    return ExitCodes.DONE;
  }

  private Map<String, String> checked() {
    Map<String, String> texts = new HashMap<>();
    limits.given().forEach((limit, text) -> texts.put(limit.word(), text));
    try {
      return Limits.parse(texts).given();
    } catch (MigrationException e) {
      throw (UsageException)
          new UsageException(String.valueOf(e.getMessage()), e.hint()).initCause(e);
    }
  }
}
