package dev.concertina.cli.render;

import dev.concertina.journal.Steering;
import dev.concertina.words.Amounts;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The limits in force as a table. */
public final class LimitsText {

  private LimitsText() {}

  public static String of(List<LimitInForce> limits, Optional<Steering.Pause> pause, Style style) {
    StringBuilder text = new StringBuilder();
    pause.ifPresent(order -> text.append(style.yellow(order.toString())).append("\n\n"));
    text.append(style.bold(row("limit", "value", "from"))).append('\n');
    for (LimitInForce limit : limits) {
      text.append(row(limit.limit().word(), limit.value(), source(limit))).append('\n');
    }
    return text.toString();
  }

  private static String row(String limit, String value, String from) {
    return String.format(Locale.ROOT, "%-20s  %-8s  %s", limit, value, from);
  }

  private static String source(LimitInForce limit) {
    return switch (limit.source()) {
      case DEFAULT -> "default";
      case CONFIGURATION -> "configuration" + limit.where().map(w -> ": " + w).orElse("");
      case STEERING ->
          "throttle"
              + limit
                  .by()
                  .map(by -> " by " + by.who() + " at " + Amounts.moment(by.at()))
                  .orElse("");
    };
  }
}
