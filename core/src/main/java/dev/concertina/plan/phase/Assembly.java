package dev.concertina.plan.phase;

import dev.concertina.catalog.Catalog;
import dev.concertina.catalog.Table;
import dev.concertina.change.MigrationException;
import dev.concertina.change.TableRef;
import dev.concertina.plan.LockMode;
import dev.concertina.plan.Phase;
import dev.concertina.plan.PhasePlan;
import dev.concertina.plan.Statement;
import dev.concertina.plan.Step;
import dev.concertina.plan.TableLock;
import dev.concertina.plan.recipe.Contribution;
import dev.concertina.plan.recipe.Draft;
import dev.concertina.plan.recipe.PlanContext;
import dev.concertina.plan.recipe.Retirement;
import dev.concertina.plan.recipe.SyncNames;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import dev.concertina.sql.Sql;
import dev.concertina.sync.SyncRule;
import dev.concertina.sync.SyncTriggers;
import dev.concertina.version.NewShapeView;
import dev.concertina.version.VersionSchema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The contributions of all changes, gathered by table, ready to be put into phases. */
public record Assembly(
    PlanContext context,
    List<Contribution> contributions,
    List<TableWork> tables,
    Optional<VersionSchema> published) {

  /**
   * Gathers what concerns the same table.
   *
   * @param earlier schemas of versions that are in flight
   */
  public static Assembly of(
      PlanContext context, List<Contribution> contributions, List<Identifier> earlier) {
    Map<QualifiedName, List<Contribution>> byTable = new LinkedHashMap<>();
    for (Contribution part : contributions) {
      part.table()
          .ifPresent(t -> byTable.computeIfAbsent(t.name(), n -> new ArrayList<>()).add(part));
    }
    List<TableWork> tables = byTable.values().stream().map(p -> work(context, p)).toList();
    List<NewShapeView> views = tables.stream().flatMap(w -> w.view().stream()).toList();
    refuseOneName(context, views);
    Optional<VersionSchema> published =
        views.isEmpty()
            ? Optional.empty()
            : Optional.of(new VersionSchema(new Identifier(context.suffix()), views, earlier));
    published.ifPresent(schema -> refuseTaken(context, schema.name()));
    return new Assembly(context, contributions, tables, published);
  }

  /** What a version shows would be taken for the table that the name means without it. */
  private static void refuseOtherMeaning(PlanContext context, NewShapeView view) {
    QualifiedName table = view.table().name();
    context
        .catalog()
        .relation(new TableRef(Optional.empty(), table.name()))
        .map(Catalog.Relation::name)
        .filter(found -> !found.equals(table))
        .ifPresent(
            found -> {
              throw new MigrationException(
                  "same-name",
                  "%s without a schema is %s, but would be %s once the new application has %s in its search_path."
                      .formatted(table.name(), found, table, view.name().schema()),
                  "If it is in the search_path of the application that %s is found first, say so with --schema %s; else rename one of both."
                      .formatted(table, table.schema()),
                  Optional.empty());
            });
  }

  /** The schema of a version has room for one table of a name, whatever schemas they stand in. */
  private static void refuseOneName(PlanContext context, List<NewShapeView> views) {
    Map<QualifiedName, Table> shown = new HashMap<>();
    for (NewShapeView view : views) {
      Table other = shown.putIfAbsent(view.name(), view.table());
      if (other != null) {
        throw new MigrationException(
            "split-migration",
            "%s and %s would both be %s, which the new application has to use until CONTRACT."
                .formatted(other.name(), view.table().name(), view.name()),
            "Put the change of %s into a migration of its own, for a later release."
                .formatted(view.table().name()),
            Optional.empty());
      }
      refuseOtherMeaning(context, view);
    }
  }

  /** ABORT takes the schema of the version away: it must never be somebody else's. */
  private static void refuseTaken(PlanContext context, Identifier schema) {
    if (context.catalog().schemas().contains(schema)) {
      throw new MigrationException(
          "schema-exists",
          "there is already a schema " + schema + ", which this version would publish.",
          "Drop or rename that schema, or give the migration another version.",
          Optional.empty());
    }
  }

  /** Every phase in order. */
  public List<PhasePlan> phases() {
    return Stream.of(Phase.values()).map(this::phase).toList();
  }

  /** Every table that the migration touches. */
  public List<QualifiedName> touched() {
    return Stream.concat(
            tables.stream().map(w -> w.table().name()),
            contributions.stream().flatMap(c -> c.touches().stream()))
        .distinct()
        .toList();
  }

  /** What the user should know before anything runs. */
  public List<String> warnings() {
    Stream<String> visible =
        tables.stream()
            .filter(work -> !work.newColumns().isEmpty())
            .map(
                work ->
                    "from EXPAND on SELECT * FROM "
                        + work.table().name()
                        + " returns a column more: where it is prepared, it fails once with"
                        + " \"cached plan must not change result type\"");
    Stream<String> partitioned =
        tables.stream()
            .map(TableWork::table)
            .filter(Table::isPartitioned)
            .map(
                table ->
                    "a lock on "
                        + table.name()
                        + " is one on each of its partitions too, "
                        + table.partitioning().members().size()
                        + " at present");
    Stream<String> forGood =
        tables.stream()
            .filter(work -> work.view().isPresent())
            .flatMap(work -> work.retired().stream())
            .map(
                retired ->
                    retired.what()
                        + " is dropped for good at CONTRACT: the new application, which sees the"
                        + " table through a version, must not find it there");
    Stream<String> unproven =
        tables.stream()
            .filter(work -> !work.backfilled().isEmpty())
            .flatMap(
                work ->
                    work.table().checks().stream()
                        .filter(check -> !check.validated())
                        .map(
                            check ->
                                "the check %s of %s is NOT VALID: PostgreSQL refuses every UPDATE of a row"
                                        .formatted(check.name(), work.table().name())
                                    + " that violates it, and MIGRATE stops at the first one"));
    return Stream.of(
            contributions.stream().flatMap(c -> c.warnings().stream()),
            visible,
            forGood,
            unproven,
            partitioned)
        .flatMap(warnings -> warnings)
        .distinct()
        .toList();
  }

  private PhasePlan phase(Phase phase) {
    List<Draft> drafts =
        switch (phase) {
          case EXPAND -> new ExpandPhase(this).drafts();
          case MIGRATE -> new MigratePhase(this).drafts();
          case SWITCH -> new SwitchPhase(this).drafts();
          case REVERT -> new RevertPhase(this).drafts();
          case CONTRACT -> new ContractPhase(this).drafts();
          case ABORT -> new AbortPhase(this).drafts();
          case RESTORE -> new RestorePhase(this).drafts();
          case PURGE -> new PurgePhase(this).drafts();
        };
    List<Step> steps = new ArrayList<>();
    for (Draft draft : drafts) {
      steps.add(draft.withId(phase.name().toLowerCase(Locale.ROOT) + "-" + (steps.size() + 1)));
    }
    return new PhasePlan(
        phase,
        steps,
        contributions.stream()
            .flatMap(c -> Optional.ofNullable(c.sights().get(phase)).stream())
            .toList());
  }

  /** What CONTRACT retires that is no part of a table that stays. */
  List<Retirement> retiredTables() {
    return contributions.stream()
        .filter(part -> part.table().isEmpty())
        .flatMap(part -> part.retired().stream())
        .toList();
  }

  /** The steps of their own that changes have in the phase. */
  List<Draft> own(Phase phase) {
    return contributions.stream()
        .flatMap(c -> c.own().getOrDefault(phase, List.of()).stream())
        .toList();
  }

  /** Statements that lock the table as triggers need: reads go on, writes wait. */
  static List<Statement> triggerStatements(TableWork work, List<Sql> statements) {
    TableLock lock = new TableLock(work.table().name(), LockMode.SHARE_ROW_EXCLUSIVE);
    return statements.stream().map(sql -> Statement.metadata(sql, lock)).toList();
  }

  /** Statements on objects of Concertina's own. */
  static List<Statement> unlocked(List<Sql> statements) {
    return statements.stream().map(Statement::unlocked).toList();
  }

  /** Asks under the locks whether the sync still works as it was installed. */
  static List<Step.Guard> syncIntact(TableWork work) {
    return work
        .sync()
        .brokenCount()
        .map(
            sql ->
                new Step.Guard(
                    sql.sql(),
                    "the sync of "
                        + work.table().name()
                        + " is not as it was installed: a trigger"
                        + " was disabled or dropped, or a new user trigger fires outside of it",
                    "enable it (ALTER TABLE … ENABLE ALWAYS TRIGGER), rename the new trigger, then"
                        + " check the rows with `verify`"))
        .stream()
        .toList();
  }

  private static TableWork work(PlanContext context, List<Contribution> parts) {
    Table table = parts.get(0).table().orElseThrow();
    List<SyncRule> rules = parts.stream().flatMap(p -> p.rules().stream()).toList();
    if (!table.updatable() && rules.stream().anyMatch(SyncRule::needsBackfill)) {
      throw notUpdatable(table);
    }
    List<SyncRule> inStep =
        parts.stream()
            .flatMap(part -> part.retired().stream())
            .flatMap(retired -> retired.inStep().stream())
            .toList();
    return new TableWork(
        table,
        parts,
        triggers(context, table, rules, context.suffix()),
        triggers(context, table, inStep, "kept_" + context.suffix()),
        view(context, table, parts));
  }

  private static SyncTriggers triggers(
      PlanContext context, Table table, List<SyncRule> rules, String suffix) {
    return new SyncTriggers(
        table.name(),
        table.isPartitioned(),
        rules,
        context.catalog().home(),
        suffix,
        SyncNames.of(table, suffix));
  }

  private static MigrationException notUpdatable(Table table) {
    return new MigrationException(
        "no-replica-identity",
        table.name()
            + " has no replica identity that its publication sends, so that PostgreSQL refuses every"
            + " UPDATE: its rows cannot be filled.",
        "ALTER TABLE … REPLICA IDENTITY FULL, or give it a primary key, in a migration of its own;"
            + " or let the publication send the columns of the identity (generated ones, from"
            + " PostgreSQL 18 on: publish_generated_columns = stored).",
        Optional.empty());
  }

  private static Optional<NewShapeView> view(
      PlanContext context, Table table, List<Contribution> parts) {
    List<Contribution.NewColumn> added =
        parts.stream().flatMap(p -> p.newColumns().stream()).toList();
    if (added.stream().noneMatch(Contribution.NewColumn::needsVersion)) {
      return Optional.empty();
    }
    List<Identifier> gone = parts.stream().flatMap(p -> p.goneColumns().stream()).toList();
    Stream<NewShapeView.ViewColumn> kept =
        table.columns().stream()
            .filter(column -> !gone.contains(column.name()))
            .map(
                column ->
                    new NewShapeView.ViewColumn(
                        column.name(), column.name(), Optional.empty(), Optional.empty()));
    QualifiedName name = new QualifiedName(new Identifier(context.suffix()), table.name().name());
    return Optional.of(
        new NewShapeView(
            name,
            table,
            Stream.concat(kept, added.stream().map(Contribution.NewColumn::inView)).toList()));
  }
}
