package dev.concertina.cli.demo;

import dev.concertina.cli.demo.scenario.Scenario;
import dev.concertina.cli.demo.scenario.Statements;

/** The two versions of the application. */
enum Side {
  OLD("old") {
    @Override
    Statements statements(Scenario scenario) {
      return scenario.before();
    }
  },
  NEW("new") {
    @Override
    Statements statements(Scenario scenario) {
      return scenario.after();
    }
  };

  private final String word;

  Side(String word) {
    this.word = word;
  }

  abstract Statements statements(Scenario scenario);

  @Override
  public String toString() {
    return word;
  }
}
