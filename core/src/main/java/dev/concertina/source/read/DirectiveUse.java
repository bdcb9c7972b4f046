package dev.concertina.source.read;

import dev.concertina.change.Change;
import dev.concertina.change.MigrationException;
import dev.concertina.change.Origin;
import dev.concertina.source.directive.StatementDirectives;
import dev.concertina.source.directive.StatementDirectives.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Gives each directive to the one change of its statement that can take it. */
final class DirectiveUse {

  private final Written statement;
  private final List<Item> items;

  private DirectiveUse(Written statement, List<Item> items) {
    this.statement = statement;
    this.items = new ArrayList<>(items);
  }

  static List<Item> apply(StatementDirectives directives, List<Item> items, Written statement) {
    DirectiveUse use = new DirectiveUse(statement, items);
    directives.up().ifPresent(up -> use.give("up", up, TakesUp::new));
    directives.down().ifPresent(down -> use.give("down", down, TakesDown::new));
    directives.phase().ifPresent(phase -> use.give("phase", phase, TakesPhase::new));
    if (items.isEmpty() && !directives.allowances().isEmpty()) {
      throw use.refused(
          "This statement cannot use the directive allow",
          "Put it directly before the statement whose hazard it accepts.",
          directives.allowances().get(0).line());
    }
    return List.copyOf(use.items);
  }

  private <T> void give(
      String key, Value<T> directive, Function<T, Change.Visitor<Optional<Change>>> taking) {
    Change.Visitor<Optional<Change>> taker = taking.apply(directive.value());
    int takers = 0;
    for (int i = 0; i < items.size(); i++) {
      Optional<Change> taken =
          items.get(i) instanceof Item.Whole whole
              ? whole.change().accept(taker)
              : Optional.empty();
      if (taken.isPresent()) {
        items.set(i, new Item.Whole(taken.get()));
        takers++;
      }
    }
    if (takers == 0) {
      throw refused("This statement cannot use the directive " + key, usage(key), directive.line());
    }
    if (takers > 1) {
      throw refused(
          "Several actions of this statement could use the directive " + key,
          "Split the statement: one action each, with its own directive.",
          directive.line());
    }
  }

  private static String usage(String key) {
    return switch (key) {
      case "up" -> "up belongs to ADD COLUMN, SET NOT NULL, and ALTER COLUMN … TYPE without USING.";
      case "down" -> "down belongs to DROP COLUMN and ALTER COLUMN … TYPE.";
      default ->
          "phase belongs to CREATE INDEX, SET DEFAULT, DROP NOT NULL, constraints that come or go,"
              + " objects that are altered, rights, and statements that Concertina does not understand; a primary key always comes"
              + " and an index always goes in contract.";
    };
  }

  private MigrationException refused(String what, String hint, int line) {
    Origin origin = new Origin(statement.origin().file(), line, statement.origin().statement());
    return new MigrationException("unusable-directive", what + ".", hint, origin);
  }
}
