package dev.concertina.plan.recipe;

import static dev.concertina.plan.recipe.Drafts.alter;

import dev.concertina.catalog.Table;
import dev.concertina.change.MoveColumn;
import dev.concertina.plan.LockMode;
import dev.concertina.plan.Phase;
import dev.concertina.plan.RowCheck;
import dev.concertina.plan.Statement;
import dev.concertina.plan.Step;
import dev.concertina.plan.TableLock;
import dev.concertina.plan.Work;
import dev.concertina.sql.Sql;
import dev.concertina.sync.Pair;
import dev.concertina.sync.Pair.Side;
import dev.concertina.sync.PairTriggers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The steps by which a column of one table and one of another follow each other. */
record PairSteps(PlanContext context, MoveColumn change, Table source, Table target, Pair pair) {

  void addTo(Contribution.Builder parts) {
    parts.own(
        Phase.EXPAND, Drafts.ddl("write the sync of " + words(), List.of(), unlocked(functions())));
    parts.own(
        Phase.EXPAND,
        Drafts.ddl(
            "let " + young() + " follow " + old(), List.of(), each(triggers()::followSource)));
    parts.own(Phase.MIGRATE, this::backfill);
    agree().forEach(step -> parts.own(Phase.MIGRATE, step));
    parts.own(
        Phase.MIGRATE,
        Drafts.ddl(
            "let the new application in: sync both ways",
            intact(false),
            each(triggers()::turnTwoWay)));
    agree().forEach(step -> parts.own(Phase.SWITCH, step));
    agree().forEach(parts::prepareContract);
    if (!change.stays() && !change.dropsUnmatched()) {
      parts.prepareContract(unmatched());
    }
    parts.own(Phase.CONTRACT, Drafts.ddl(lastTitle(), intact(true), last()));
    if (!change.dropsUnmatched()) {
      parts.own(Phase.ABORT, onlyInTarget());
    }
    parts.own(
        Phase.ABORT,
        Drafts.ddl(
            "take " + young() + " away",
            List.of(),
            gone(
                triggers().settle(),
                alter(target, Sql.of("DROP COLUMN IF EXISTS {}", pair.target().column())))));
  }

  private List<Sql> functions() {
    List<Sql> functions = new ArrayList<>(triggers().createFunctions());
    if (!source.owner().equals(context.catalog().role().name())) {
      functions.addAll(triggers().giveFunctionsTo(source.owner()));
    }
    return functions;
  }

  private Step backfill(String id) {
    Sql update =
        Sql.of(
            "UPDATE ONLY {} SET {} = {} WHERE ctid >= $1 AND ctid < $2 AND {}",
            target.name(),
            pair.target().column(),
            pair.expected(),
            pair.differs());
    return new Step.Backfill(
        id,
        "fill " + young(),
        target.name(),
        List.of(new Step.Assignment(pair.target().column(), pair.expected().sql())),
        pair.differs().sql(),
        new Statement(
            update.sql(),
            Optional.of(new TableLock(target.name(), LockMode.ROW_EXCLUSIVE)),
            Work.BATCHES));
  }

  /** What writers have left is finished first. */
  private List<Draft> agree() {
    List<TableLock> locks =
        Stream.of(source, target)
            .map(table -> new TableLock(table.name(), LockMode.ROW_EXCLUSIVE))
            .toList();
    return List.of(
        Drafts.ddl(
            "finish what writers have left",
            locks,
            new Statement(triggers().finish().sql(), Optional.of(locks.get(1)), Work.KEYS)),
        Drafts.look(
            target,
            "prove that " + words() + " agree",
            new RowCheck(
                pair.differs().sql(),
                young() + " is not what " + old() + " says in the row of the same key",
                Optional.empty(),
                "something wrote the rows past the sync; write them again before going on",
                Optional.of(triggers().isLeft().sql()))));
  }

  private Draft unmatched() {
    return Drafts.look(
        source,
        "look for values that no row of " + target.name() + " would keep",
        new RowCheck(
            pair.unmatched().sql(),
            old() + " has a value, and " + target.name() + " no row of the same key",
            Optional.empty(),
            "insert these rows, which take the value over, or set it to NULL; or say"
                + " drop_unmatched: true in a new version of the migration. Then run `contract`"
                + " again"));
  }

  /** Before the drop and without its lock: no new application is left that could write one. */
  private Draft onlyInTarget() {
    return Drafts.look(
        target,
        "look for values that no row of " + source.name() + " would keep",
        new RowCheck(
            pair.onlyInTarget().sql(),
            young()
                + " has a value, and "
                + source.name()
                + " no row of the same key: it would be lost",
            Optional.empty(),
            "insert these rows into "
                + source.name()
                + ", which take the value over, or set it to NULL. Then run `abort` again"));
  }

  private String lastTitle() {
    return change.stays() ? "let " + words() + " go their own ways" : "drop " + old();
  }

  private List<Statement> last() {
    return change.stays()
        ? gone(triggers().finish())
        : gone(
            triggers().finish(), alter(source, Sql.of("DROP COLUMN {}", pair.source().column())));
  }

  /**
   * Triggers go first, and what they need last. Under the locks of both tables nobody has a row any
   * more, so that what was left can be finished for good.
   */
  private List<Statement> gone(Sql finish, Statement... between) {
    List<Statement> statements = new ArrayList<>();
    statements.add(
        new Statement(
            finish.sql(),
            Optional.of(new TableLock(target.name(), LockMode.ACCESS_EXCLUSIVE)),
            Work.KEYS));
    for (Side side : sides()) {
      TableLock lock = new TableLock(side.table(), LockMode.ACCESS_EXCLUSIVE);
      triggers().drop(side).forEach(drop -> statements.add(Statement.metadata(drop, lock)));
    }
    statements.addAll(List.of(between));
    statements.addAll(unlocked(triggers().dropFunctions()));
    return statements;
  }

  private List<Statement> each(Function<Side, List<Sql>> install) {
    List<Statement> statements = new ArrayList<>();
    for (Side side : sides()) {
      TableLock lock = new TableLock(side.table(), LockMode.SHARE_ROW_EXCLUSIVE);
      install.apply(side).forEach(sql -> statements.add(Statement.metadata(sql, lock)));
    }
    return statements;
  }

  private List<Step.Guard> intact(boolean open) {
    return sides().stream()
        .map(
            side ->
                new Step.Guard(
                    triggers().brokenCount(side, open).sql(),
                    "the sync of "
                        + side.table()
                        + " is not as it was installed: a trigger was disabled or dropped, or a"
                        + " new user trigger fires outside of it",
                    "enable it (ALTER TABLE … ENABLE ALWAYS TRIGGER), rename the new trigger, then"
                        + " run the command again"))
        .toList();
  }

  private PairTriggers triggers() {
    List<MoveColumn> moves = MovedTogether.all(context);
    return new PairTriggers(
        pair,
        context.catalog().home(),
        context.suffix(),
        new PairTriggers.Place(moves.indexOf(change) + 1, moves.size()),
        new PairTriggers.Means(
            isLinked(), !source.triggers().isEmpty() || !target.triggers().isEmpty()),
        SyncNames.of(source, context.suffix()),
        SyncNames.of(target, context.suffix()));
  }

  /** Whether one of both rows can only come when the other one is there for everybody to see. */
  private boolean isLinked() {
    return refers(target, pair.target(), pair.source())
        || refers(source, pair.source(), pair.target());
  }

  private static boolean refers(Table table, Side from, Side to) {
    return table.foreignKeys().stream()
        .anyMatch(
            key ->
                key.timing().sql().isEmpty()
                    && key.referenced().equals(to.table())
                    && key.columns().equals(from.keys())
                    && key.referencedColumns().equals(to.keys()));
  }

  private List<Side> sides() {
    return List.of(pair.source(), pair.target());
  }

  private String words() {
    return old() + " and " + young();
  }

  private String old() {
    return source.name() + "." + pair.source().column();
  }

  private String young() {
    return target.name() + "." + pair.target().column();
  }

  private static List<Statement> unlocked(List<Sql> statements) {
    return statements.stream().map(Statement::unlocked).toList();
  }
}
