package dev.concertina.cli.demo.scenario;

import java.util.List;

/** The seven destructive changes, in the order in which the guide names them. */
public final class Scenarios {

  private Scenarios() {}

  public static List<Scenario> all() {
    return List.of(
        new RemoveColumn(),
        new RemoveTable(),
        new RenameColumn(),
        new RenameTable(),
        new RequireValue(),
        new ShortenColumn(),
        new ChangeColumnType());
  }

  /** Those whose title contains the words; all, if there are none. */
  public static List<Scenario> named(String words) {
    return all().stream().filter(scenario -> scenario.title().contains(words)).toList();
  }
}
