package dev.concertina.plan.recipe;

import dev.concertina.catalog.Trial.ObjectLookup;
import dev.concertina.change.AddEnumValue;
import dev.concertina.plan.Phase;
import dev.concertina.plan.Statement;
import java.util.Optional;

/** A value of an enum: at once, since nobody writes it before the new application does. */
final class AddEnumValueRecipe {

  private final PlanContext context;

  AddEnumValueRecipe(PlanContext context) {
    this.context = context;
  }

  static ObjectLookup lookup(AddEnumValue change) {
    return new ObjectLookup(change.type());
  }

  Contribution contribute(AddEnumValue change) {
    Optional<Phase> made = context.made(change.type());
    if (made.isEmpty()) {
      context
          .catalog()
          .answer(lookup(change))
          .orThrow(
              reason ->
                  context.refusal(
                      change.origin(),
                      "no-such-object",
                      "there is no " + change.type() + ": " + reason + ".",
                      "Check the name and the search_path of the connection."));
    }
    Contribution.Builder parts =
        Contribution.standalone()
            .own(
                made.orElse(Phase.EXPAND),
                Drafts.ddl(
                    "add the value " + change.value() + " to " + change.type(),
                    Statement.unlocked(change.statement())));
    if (made.isEmpty()) {
      parts.warn(
          "PostgreSQL cannot remove a value of an enum: after `abort` "
              + change.value()
              + " stays, unused");
    }
    return parts
        .sees(
            Phase.EXPAND,
            "may read " + change.value() + " where the new application writes it",
            "not yet")
        .sees(Phase.MIGRATE, "may read " + change.value(), "may write " + change.value())
        .build();
  }
}
