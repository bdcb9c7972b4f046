package dev.concertina.plan.phase;

import dev.concertina.catalog.Table;
import dev.concertina.plan.Phase;
import dev.concertina.plan.Statement;
import dev.concertina.plan.Step.Guard;
import dev.concertina.plan.recipe.Contribution;
import dev.concertina.plan.recipe.Draft;
import dev.concertina.plan.recipe.Drafts;
import dev.concertina.sql.QualifiedName;
import dev.concertina.sql.Sql;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Adds the new shape beside the old: for each table in one transaction, in the file's order. */
record ExpandPhase(Assembly assembly) {

  List<Draft> drafts() {
    List<Draft> drafts = new ArrayList<>();
    Set<QualifiedName> done = new HashSet<>();
    for (Contribution part : assembly.contributions()) {
      part.table()
          .map(Table::name)
          .filter(done::add)
          .map(this::work)
          .filter(this::hasWork)
          .ifPresent(work -> drafts.addAll(steps(work)));
      drafts.addAll(part.own().getOrDefault(Phase.EXPAND, List.of()));
    }
    return drafts;
  }

  /** The functions first: the table's lock is held only for what needs it. */
  private List<Draft> steps(TableWork work) {
    List<Draft> drafts = new ArrayList<>();
    List<Sql> functions = new ArrayList<>(work.sync().createHelpers());
    functions.addAll(work.sync().createOneWayFunctions());
    if (!functions.isEmpty()) {
      drafts.add(
          Drafts.ddl(
              "write the sync of " + work.table().name(), List.of(), Assembly.unlocked(functions)));
    }
    List<Statement> statements = new ArrayList<>(work.expand());
    statements.addAll(Assembly.triggerStatements(work, work.sync().installOneWay()));
    drafts.add(Drafts.ddl(title(work), schemaIsFree(work), statements));
    return drafts;
  }

  private static String title(TableWork work) {
    String table = work.table().name().toString();
    if (work.newColumns().isEmpty()) {
      return work.sync().isNeeded() ? "put the sync of " + table + " to work" : "relax " + table;
    }
    return "add the new shape to " + table + (work.sync().isNeeded() ? " and keep it in step" : "");
  }

  private List<Guard> schemaIsFree(TableWork work) {
    return work
        .view()
        .map(view -> view.name().schema())
        .map(
            schema ->
                new Guard(
                    Sql.of(
                            "SELECT count(*) FROM pg_catalog.pg_namespace WHERE nspname = {}",
                            Sql.literal(schema.value()))
                        .sql(),
                    "there is already a schema " + schema + ", which this version would publish",
                    "drop or rename that schema, or give the migration another version"))
        .stream()
        .toList();
  }

  private boolean hasWork(TableWork work) {
    return !work.expand().isEmpty() || work.sync().isNeeded();
  }

  private TableWork work(QualifiedName name) {
    return assembly.tables().stream()
        .filter(work -> work.table().name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
