package dev.concertina.plan.recipe;

import dev.concertina.catalog.Table;
import dev.concertina.catalog.Trigger;
import dev.concertina.change.MigrationException;
import dev.concertina.sql.Identifier;
import dev.concertina.sync.TriggerNames;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the triggers of a sync are called on one table. */
public final class SyncNames {

  private SyncNames() {}

  /**
   * Names around those of all user triggers.
   *
   * @throws MigrationException if some of them sort outside of every name that could be chosen
   */
  public static TriggerNames of(Table table, String suffix) {
    List<Identifier> users =
        Stream.concat(
                table.triggers().stream(),
                table.partitioning().members().stream().flatMap(m -> m.table().triggers().stream()))
            .filter(trigger -> trigger.before() && trigger.eachRow())
            .map(Trigger::name)
            .toList();
    return TriggerNames.around(users, suffix)
        .orElseThrow(
            () ->
                new MigrationException(
                    "trigger-order",
                    "the triggers of "
                        + table.name()
                        + " have names that sort before or after every"
                        + " name that the sync could have.",
                    "Rename them: PostgreSQL fires triggers in the order of their names.",
                    Optional.empty()));
  }
}
