package dev.concertina.hazard.rule;

import dev.concertina.hazard.Rule;
import java.util.List;
import java.util.Optional;

/** All rules. */
public final class Rules {

  private Rules() {}

  /** In the order of the catalogue: what the documentation lists, and findings of one statement. */
  public static List<Rule> all() {
    return List.of(new DropColumnRule(), new RenameColumnRule());
  }

  /** The rule of a name. */
  public static Optional<Rule> find(String id) {
    return all().stream().filter(rule -> rule.id().equals(id)).findFirst();
  }
}
