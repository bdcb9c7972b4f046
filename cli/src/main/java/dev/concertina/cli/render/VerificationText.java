package dev.concertina.cli.render;

import dev.concertina.engine.Verification;
import java.util.List;
import java.util.Locale;

/** What a scan found, a line for each check. */
public final class VerificationText {

  private VerificationText() {}

  public static String of(List<Verification> verifications, Style style) {
    StringBuilder text = new StringBuilder();
    for (Verification verification : verifications) {
      text.append(style.bold("V" + verification.version())).append('\n');
      if (verification.checks().isEmpty()) {
        text.append("  nothing to compare\n");
      }
      verification.checks().forEach(check -> check(check, style, text));
    }
    return text.isEmpty() ? "nothing to verify" : text.toString();
  }

  private static void check(Verification.CheckResult check, Style style, StringBuilder text) {
    String count =
        String.format(Locale.ROOT, check.rows() == 1 ? "%,d row" : "%,d rows", check.rows());
    text.append("  ")
        .append(check.rows() == 0 ? style.green(count) : style.red(count))
        .append(" of ")
        .append(check.table())
        .append(" where ")
        .append(check.message())
        .append('\n');
    check.samples().forEach(sample -> text.append("      ").append(sample).append('\n'));
    if (check.rows() > 0) {
      text.append("      ").append(style.cyan("next: ")).append(check.hint()).append('\n');
    }
  }
}
