package dev.concertina.cli.demo;

import dev.concertina.cli.demo.scenario.Scenario;

/** One change: how the deploy went as the migration was written, and how through Concertina. */
record Comparison(Scenario scenario, Outcome naive, Outcome concertina) {

  /** The experiment shows what it is meant to show. */
  boolean isProof() {
    return naive.isBroken() && concertina.isClean();
  }
}
