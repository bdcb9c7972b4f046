package dev.concertina.plan.recipe;

import dev.concertina.catalog.Table;
import dev.concertina.plan.LockMode;
import dev.concertina.plan.RowCheck;
import dev.concertina.plan.Statement;
import dev.concertina.plan.Step;
import dev.concertina.plan.Step.Guard;
import dev.concertina.plan.TableLock;
import dev.concertina.plan.Work;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import dev.concertina.sql.Sql;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The common shapes of steps. */
public final class Drafts {

  private Drafts() {}

  /** One transaction that first takes the strongest lock that its statements need on each table. */
  public static Draft ddl(String title, List<Guard> guards, List<Statement> statements) {
    List<TableLock> locks = strongest(statements);
    return id -> new Step.Ddl(id, title, locks, guards, statements);
  }

  public static Draft ddl(String title, Statement... statements) {
    return ddl(title, List.of(), List.of(statements));
  }

  /** One transaction under the given locks, of which the statement itself may take a part. */
  public static Draft ddl(String title, List<TableLock> locks, Statement statement) {
    return under(title, locks, List.of(statement));
  }

  /** As above, of several statements. */
  public static Draft under(String title, List<TableLock> locks, List<Statement> statements) {
    return under(title, locks, List.of(), statements);
  }

  /** As above, with questions asked under the locks. */
  public static Draft under(
      String title, List<TableLock> locks, List<Guard> guards, List<Statement> statements) {
    return id -> new Step.Ddl(id, title, locks, guards, statements);
  }

  /** Proves a constraint that was added NOT VALID; writers go on meanwhile. */
  public static Draft validate(QualifiedName table, Identifier constraint, String title) {
    return ddl(
        title,
        new Statement(
            Sql.of("ALTER TABLE {} VALIDATE CONSTRAINT {}", table, constraint).sql(),
            Optional.of(new TableLock(table, LockMode.SHARE_UPDATE_EXCLUSIVE)),
            Work.SCAN));
  }

  /** Counts and names the rows that a check is true for, before anything is locked for it. */
  public static Draft look(Table table, String title, RowCheck check) {
    return id ->
        new Step.Verify(
            id, title, table.name(), table.isPartitioned(), Keys.of(table), List.of(check));
  }

  /** A concurrent build. */
  public static Draft buildIndex(
      String title, QualifiedName index, QualifiedName table, Sql create) {
    Statement statement =
        new Statement(
            create.sql(),
            Optional.of(new TableLock(table, LockMode.SHARE_UPDATE_EXCLUSIVE)),
            Work.BUILD);
    return id -> new Step.BuildIndex(id, title, index, table, statement);
  }

  /** A concurrent drop. */
  public static Draft dropIndex(QualifiedName index, QualifiedName table) {
    Statement statement =
        new Statement(
            Sql.of("DROP INDEX CONCURRENTLY IF EXISTS {}", index).sql(),
            Optional.of(new TableLock(table, LockMode.SHARE_UPDATE_EXCLUSIVE)),
            Work.METADATA);
    return id -> new Step.DropIndex(id, "drop the index " + index.name(), index, statement);
  }

  /** A metadata statement under ACCESS EXCLUSIVE on the table. */
  public static Statement alter(QualifiedName table, Sql statement) {
    return Statement.metadata(statement, new TableLock(table, LockMode.ACCESS_EXCLUSIVE));
  }

  /** As above, of what follows the table's name in ALTER TABLE. */
  public static Statement alter(Table table, Sql action) {
    return alter(table.name(), Sql.of("ALTER TABLE {} {}", table.name(), action));
  }

  private static List<TableLock> strongest(List<Statement> statements) {
    return strongest(statements.stream().flatMap(statement -> statement.lock().stream()));
  }

  /** One lock for each table. */
  public static List<TableLock> strongest(Stream<TableLock> wanted) {
    Map<QualifiedName, LockMode> modes = new LinkedHashMap<>();
    wanted.forEach(
        lock -> modes.merge(lock.table(), lock.mode(), (a, b) -> a.compareTo(b) >= 0 ? a : b));
    List<TableLock> locks = new ArrayList<>();
    modes.forEach((table, mode) -> locks.add(new TableLock(table, mode)));
    return locks;
  }
}
