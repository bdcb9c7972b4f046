package dev.concertina.cli.command;

import dev.concertina.cli.Context;
import dev.concertina.cli.ExitCodes;
import dev.concertina.cli.UsageException;
import dev.concertina.cli.json.Json;
import dev.concertina.cli.lint.RuleText;
import dev.concertina.hazard.Rule;
import dev.concertina.hazard.RulePage;
import dev.concertina.hazard.rule.Rules;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The page of a rule, or the names of all.
 *
 * @param rule empty for all
 */
record Explanation(String rule) {

  int show(Context context) {
    if (rule.isEmpty()) {
      List<Rule> all = Rules.all();
      context
          .output()
          .show(
              all.stream().map(Explanation::line).collect(Collectors.joining("\n")),
              new Json().put("rules", all.stream().map(Explanation::json).toList()));
    } else {
      String page = RulePage.of(Rules.find(rule).orElseThrow(this::unknown));
      context.output().show(RuleText.of(page), new Json().put("rule", rule).put("page", page));
    }
    return ExitCodes.DONE;
  }

  private static String line(Rule each) {
    return "%-36s %-8s %s"
        .formatted(each.id(), each.about().severity().key(), each.about().title())
        .stripTrailing();
  }

  private static Json json(Rule each) {
    return new Json()
        .put("rule", each.id())
        .put("title", each.about().title())
        .put("severity", each.about().severity().key())
        .put("axes", each.about().inOrder().stream().map(axis -> axis.key()).toList());
  }

  private UsageException unknown() {
    String near =
        Rules.all().stream()
            .map(Rule::id)
            .filter(id -> id.contains(rule) || rule.contains(id))
            .collect(Collectors.joining(", "));
    return new UsageException(
        "there is no rule " + rule,
        near.isEmpty() ? "concertina lint --explain lists all" : "did you mean " + near + "?");
  }
}
