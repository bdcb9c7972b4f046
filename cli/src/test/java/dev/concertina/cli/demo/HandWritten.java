package dev.concertina.cli.demo;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * A rollout in SQL that somebody wrote by hand: it tells what the demo notices, without an engine.
 */
final class HandWritten implements ConcertinaRollout {

  private final Stage stage;
  private final String expand;
  private final String contract;

  private HandWritten(Stage stage, String expand, String contract) {
    this.stage = stage;
    this.expand = expand;
    this.contract = contract;
  }

  static ConcertinaRollout.Factory rollout(String expand, String contract) {
    return stage -> new HandWritten(stage, expand, contract);
  }

  @Override
  public void expand() {
    run(expand);
  }

  @Override
  public void migrate() {}

  @Override
  public void switchOver() {}

  @Override
  public void revert() {}

  @Override
  public void contract() {
    run(contract);
  }

  @Override
  public List<String> contractTooEarly() {
    return List.of("nobody asks a gate");
  }

  @Override
  public String newSearchPath() {
    return "public";
  }

  @Override
  public void close() {}

  private void run(String sql) {
    try (Connection connection = stage.server().administrator(stage.database(), "by-hand")) {
      Stage.execute(connection, sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }
}
