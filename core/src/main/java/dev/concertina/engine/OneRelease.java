package dev.concertina.engine;

import dev.concertina.change.MigrationException;
import dev.concertina.plan.Plan;
import dev.concertina.sql.QualifiedName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The migrations that one deploy would take to MIGRATED, before the first of them runs. Two that
 * need the same table would end in a trap: the release waits for the second, the second for the
 * first to be finished, and finishing the first takes away what the running release uses.
 */
final class OneRelease {

  private final List<Plan> plans = new ArrayList<>();

  /** Adds the next one, or refuses it. */
  void add(Plan plan) {
    for (Plan earlier : plans) {
      if (!earlier.endsWithMigrate()) {
        shared(earlier, plan).ifPresent(what -> refuse(earlier, plan, what));
      }
    }
    plans.add(plan);
  }

  private static Optional<String> shared(Plan earlier, Plan plan) {
    Optional<String> table =
        plan.tables().stream()
            .filter(earlier.tables()::contains)
            .findFirst()
            .map(QualifiedName::toString)
            .map(name -> "touch " + name);
    return earlier.publishes().isPresent() && plan.publishes().isPresent()
        ? table.or(() -> Optional.of("publish a schema for the new application"))
        : table;
  }

  private static void refuse(Plan earlier, Plan plan, String what) {
    throw new MigrationException(
        "same-release",
        "Migrations "
            + earlier.version()
            + " and "
            + plan.version()
            + " both "
            + what
            + ", and "
            + earlier.version()
            + " can only be finished after the release that would wait for "
            + plan.version()
            + ". Nothing has run.",
        "Keep "
            + plan.version()
            + " for a later release and deploy "
            + earlier.version()
            + " alone: concertina deploy "
            + earlier.version()
            + ". Or put both into one file, where `concertina plan` takes them together.",
        Optional.empty());
  }
}
