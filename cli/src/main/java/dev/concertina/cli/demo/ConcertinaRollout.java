package dev.concertina.cli.demo;

import java.util.List;

/**
 * The phases of one migration as a deploy pipeline calls them. Each returns when the phase is
 * complete and throws what the engine throws.
 */
interface ConcertinaRollout extends AutoCloseable {

  void expand();

  void migrate();

  void switchOver();

  void revert();

  void contract();

  /**
   * Tries to contract while the old application still runs.
   *
   * @return why the gate is shut; empty if it was not, and the phase is complete
   */
  List<String> contractTooEarly();

  /** The search path of the new application for good, during the deploy and after it. */
  String newSearchPath();

  @Override
  void close();

  /** Opens the rollout of a stage's migration on its database. */
  interface Factory {
    ConcertinaRollout open(Stage stage);
  }
}
