package dev.concertina.plan.phase;

import dev.concertina.plan.Phase;
import dev.concertina.plan.Statement;
import dev.concertina.plan.Step;
import dev.concertina.plan.recipe.Contribution;
import dev.concertina.plan.recipe.Draft;
import dev.concertina.plan.recipe.Drafts;
import dev.concertina.plan.recipe.Renewal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The functions and triggers that CONTRACT renews, and the transaction that takes them along: the
 * first that takes something of the old shape away.
 */
record Renewals(Assembly assembly) {

  /** All, in the order in which they were written. */
  List<Renewal> all() {
    return assembly.contributions().stream().flatMap(part -> part.renewals().stream()).toList();
  }

  /**
   * The table's last transaction and, at its end, the renewals: there the columns have their final
   * names, and PostgreSQL reads the bodies of some functions when they are made.
   */
  static Draft after(Draft last, List<Renewal> renewals) {
    return with(last, List.of(), renewals);
  }

  /** The steps that changes have of their own, where no table has a last transaction. */
  List<Draft> amongOwnSteps() {
    List<Draft> steps = new ArrayList<>();
    List<Renewal> before = new ArrayList<>();
    List<Renewal> after = new ArrayList<>();
    int place = -1;
    for (Contribution part : assembly.contributions()) {
      (place < 0 ? before : after).addAll(part.renewals());
      for (Draft own : part.own().getOrDefault(Phase.CONTRACT, List.of())) {
        if (place < 0 && own.withId("") instanceof Step.Ddl) {
          place = steps.size();
        }
        steps.add(own);
      }
    }
    if (place < 0) {
      steps.addAll(0, before.stream().map(Renewal::alone).toList());
    } else {
      steps.set(place, with(steps.get(place), before, after));
    }
    return steps;
  }

  private static Draft with(Draft draft, List<Renewal> before, List<Renewal> after) {
    return before.isEmpty() && after.isEmpty()
        ? draft
        : id -> {
          Step.Ddl step = (Step.Ddl) draft.withId(id);
          return new Step.Ddl(
              id,
              Stream.of(titles(before), Stream.of(step.title()), titles(after))
                  .flatMap(title -> title)
                  .collect(Collectors.joining(", ")),
              Drafts.strongest(
                  Stream.concat(
                      step.locks().stream(),
                      Stream.concat(statements(before), statements(after))
                          .flatMap(statement -> statement.lock().stream()))),
              step.guards(),
              Stream.of(statements(before), step.statements().stream(), statements(after))
                  .flatMap(statement -> statement)
                  .toList());
        };
  }

  private static Stream<String> titles(List<Renewal> renewals) {
    return renewals.stream().map(Renewal::title);
  }

  private static Stream<Statement> statements(List<Renewal> renewals) {
    return renewals.stream().map(Renewal::statement);
  }
}
