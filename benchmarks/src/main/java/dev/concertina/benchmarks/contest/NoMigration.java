package dev.concertina.benchmarks.contest;

/** Nothing happens: what the machine does by itself. */
public final class NoMigration implements Contestant {

  public static final String NAME = "no migration";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void run(Stage stage) {
    stage.before();
    stage.pass("still nothing");
    stage.pass("still nothing, again");
  }
}
