package dev.concertina.benchmarks.contest;

/** Nothing happens: what the machine does by itself. */
public final class NoMigration implements Contestant {

  @Override
  public String name() {
    return "no migration";
  }

  @Override
  public void run(Stage stage) {
    stage.pass("before");
    stage.pass("still nothing");
    stage.pass("still nothing, again");
  }
}
