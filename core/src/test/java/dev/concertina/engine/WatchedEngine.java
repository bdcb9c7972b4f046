package dev.concertina.engine;

import dev.concertina.session.Waypoints;
import dev.concertina.source.Sources;

/** The engine with somebody at its waypoints, for tests of other packages. */
public final class WatchedEngine {

  private WatchedEngine() {}

  public static Concertina connect(
      ConnectionFactory connections, Settings settings, Listener listener, Waypoints waypoints) {
    return connect(connections, settings, listener, waypoints, plans(settings));
  }

  /** With plans that were tampered with. */
  public static Concertina connect(
      ConnectionFactory connections,
      Settings settings,
      Listener listener,
      Waypoints waypoints,
      PlanSource plans) {
    return new Concertina(connections, settings, listener, Sources.PARSER, plans, waypoints);
  }

  /** The plans that the engine makes of what the database holds. */
  public static PlanSource plans(Settings settings) {
    return new CatalogPlans(settings.home(), Sources.PARSER);
  }
}
