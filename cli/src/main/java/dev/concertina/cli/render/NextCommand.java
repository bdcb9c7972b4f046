package dev.concertina.cli.render;

import dev.concertina.engine.MigrationStatus;
import dev.concertina.engine.MigrationStatus.BackfillStatus;
import dev.concertina.engine.MigrationStatus.StepStatus;
import dev.concertina.plan.Phase;
import java.util.Optional;

/**
 * The commands that lead on from where a migration stands, and back; the same wherever they are
 * said.
 */
public final class NextCommand {

  private NextCommand() {}

  /**
   * What goes on from here, in words that may hold more than a command; empty where nothing does.
   */
  static Optional<String> of(MigrationStatus status) {
    Optional<String> follow =
        status
            .backfill()
            .flatMap(BackfillStatus::work)
            .filter(work -> status.running().isPresent())
            .map(work -> "concertina watch " + status.version() + ": " + work.who() + " runs it");
    return follow
        .or(() -> status.running().map(phase -> isAtWork(status) ? watch(status) : goesOn(status)))
        .or(() -> begins(status));
  }

  private static boolean isAtWork(MigrationStatus status) {
    return status.steps().stream().anyMatch(StepStatus::isRunning);
  }

  private static String watch(MigrationStatus status) {
    return "concertina watch " + status.version() + ": a run is at work";
  }

  /** The command that runs the phase that has begun. */
  public static String goesOn(MigrationStatus status) {
    return "concertina " + command(status.running().orElse(Phase.MIGRATE)) + " " + status.version();
  }

  private static String command(Phase running) {
    return switch (running) {
      case EXPAND -> "deploy";
      case MIGRATE -> "migrate";
      case SWITCH -> "switch";
      case CONTRACT -> "finish";
      case REVERT, RESTORE -> "revert";
      case ABORT -> "abort";
      case PURGE -> "purge";
    };
  }

  private static Optional<String> begins(MigrationStatus status) {
    return switch (status.state()) {
      case PENDING -> Optional.of("concertina deploy");
      case EXPANDED -> Optional.of("concertina migrate " + status.version());
      case MIGRATED ->
          Optional.of(
              "start the new application"
                  + status.publishes().map(s -> " with search_path = " + s + ", …").orElse("")
                  + ", stop the old one, then: concertina finish "
                  + status.version());
      case SWITCHED -> Optional.of("concertina finish " + status.version());
      case CONTRACTED -> Optional.empty();
      case ABORTED -> Optional.of("take its file away, or the next deploy runs it again");
    };
  }

  /** The command that undoes what was done last; empty where none can. */
  public static Optional<String> back(MigrationStatus status) {
    return switch (status.state()) {
      case PENDING -> status.running().map(phase -> abort(status));
      case EXPANDED, MIGRATED -> Optional.of(abort(status));
      case SWITCHED -> revert(status).filter(back -> !status.isHalfDone(Phase.CONTRACT));
      case CONTRACTED -> revert(status).filter(back -> status.isRestorable());
      case ABORTED -> Optional.empty();
    };
  }

  private static Optional<String> revert(MigrationStatus status) {
    return Optional.of("concertina revert " + status.version());
  }

  private static String abort(MigrationStatus status) {
    return "concertina abort " + status.version();
  }
}
