package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.LOCKS;
import static dev.concertina.hazard.Axis.NEW_CODE;
import static dev.concertina.hazard.Names.sql;
import static dev.concertina.hazard.Names.words;
import static dev.concertina.hazard.Severity.ERROR;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Recipe;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.IndexAction;
import dev.concertina.sql.Sql;

/** An index of all partitions is built in one go. */
final class IndexOnPartitionedParentRule extends ActionRule<IndexAction.Create> {

  IndexOnPartitionedParentRule() {
    super(
        IndexAction.Create.class,
        About.of(
            "index-on-partitioned-parent",
            "an index of all partitions is built in one go",
            ERROR,
            LOCKS,
            NEW_CODE));
  }

  @Override
  void judge(IndexAction.Create create, Situation at, Verdicts verdicts) {
    if (create.only() || at.isNew(create.table()) || !at.isPartitioned(create.table())) {
      return;
    }
    String message =
        create.concurrently()
            ? "PostgreSQL refuses CONCURRENTLY on the partitioned table %s: the migration fails."
            : "Nobody can write to %s or any partition of it until the indexes of all partitions are built.";
    verdicts.add(
        create.concurrently() ? NEW_CODE : LOCKS,
        ERROR,
        message.formatted(words(create.table())),
        Recipe.empty()
            .run(
                Sql.of(
                    "CREATE {}INDEX {} ON ONLY {} {}",
                    Sql.verbatim(create.unique() ? "UNIQUE " : ""),
                    sql(create.name().name().value()),
                    sql(create.table()),
                    Sql.verbatim(create.written())))
            .say("for each partition: CREATE INDEX CONCURRENTLY, then")
            .run(Sql.of("ALTER INDEX {} ATTACH PARTITION …", sql(create.name())))
            .orConcertina(Recipes.asItIs("it builds partition by partition, concurrently.")));
  }
}
