package dev.concertina.engine;

import dev.concertina.change.Migration;
import dev.concertina.change.Version;
import dev.concertina.plan.LockMode;
import dev.concertina.plan.Phase;
import dev.concertina.plan.PhasePlan;
import dev.concertina.plan.Plan;
import dev.concertina.plan.RowCheck;
import dev.concertina.plan.Statement;
import dev.concertina.plan.Step;
import dev.concertina.plan.TableLock;
import dev.concertina.plan.Work;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import dev.concertina.sql.Sql;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A plan by hand, small and complete: {@code users.name} becomes {@code users.title}, by a shadow
 * column and a one-way sync.
 */
final class Rename {

  static final QualifiedName USERS = QualifiedName.of("public", "users");
  static final QualifiedName INDEX = QualifiedName.of("public", "users_title_idx");
  static final String PENDING = "record_image_ne(ROW(title), ROW(name))";

  private final Map<Phase, List<Step>> steps = new EnumMap<>(Phase.class);
  private final Version version;
  private final List<QualifiedName> tables = new ArrayList<>(List.of(USERS));
  private Optional<Identifier> publishes = Optional.empty();
  private String text = "ALTER TABLE users RENAME name TO title";

  Rename(String version) {
    this.version = Version.parse(version);
    steps.put(Phase.EXPAND, List.of(ddl("expand-1", shadow()), ddl("expand-2", sync())));
    steps.put(Phase.MIGRATE, List.of(backfill(), index(false), verify("migrate-3"), turn()));
    steps.put(Phase.SWITCH, List.of(verify("switch-1"), ddl("switch-2", comment("new"))));
    steps.put(Phase.REVERT, List.of(ddl("revert-1", comment("old"))));
    steps.put(
        Phase.CONTRACT,
        List.of(
            new Step.Gate("contract-1", "ask for old sessions", Step.GateKind.OLD_SHAPE_UNUSED),
            verify("contract-2"),
            ddl("contract-3", "DROP TRIGGER users_sync ON users"),
            ddl("contract-4", "ALTER TABLE users DROP COLUMN name")));
    steps.put(
        Phase.ABORT,
        List.of(
            new Step.Gate("abort-1", "ask for new sessions", Step.GateKind.NEW_SHAPE_UNUSED),
            ddl("abort-2", "DROP TRIGGER IF EXISTS users_sync ON users"),
            ddl("abort-3", "ALTER TABLE users DROP COLUMN IF EXISTS title")));
  }

  static String[] table(int rows) {
    return new String[] {
      "CREATE TABLE users (id int PRIMARY KEY, name text, hits int NOT NULL DEFAULT 0)",
      "INSERT INTO users SELECT i, 'user ' || i FROM generate_series(1, " + rows + ") i"
    };
  }

  Rename with(Phase phase, Step... replacement) {
    steps.put(phase, List.of(replacement));
    return this;
  }

  Rename touching(String table) {
    tables.set(0, QualifiedName.of("public", table));
    return this;
  }

  Rename publishing(String schema) {
    publishes = Optional.of(new Identifier(schema));
    return this;
  }

  Rename edited() {
    text = text + " -- edited";
    return this;
  }

  Version version() {
    return version;
  }

  Plan plan() {
    List<PhasePlan> phases = new ArrayList<>();
    for (Phase phase : Phase.values()) {
      phases.add(new PhasePlan(phase, steps.getOrDefault(phase, List.of()), List.of()));
    }
    return new Plan(version, "rename name", tables, publishes, phases, List.of());
  }

  Migration migration() {
    return new Migration(
        version,
        "rename name",
        "V" + version + "__rename_name.sql",
        text,
        Integer.toHexString(text.hashCode()),
        List.of());
  }

  static Step.Ddl ddl(String id, String... statements) {
    return ddl(id, List.of(), statements);
  }

  static Step.Ddl ddl(String id, List<Step.Guard> guards, String... statements) {
    TableLock lock = new TableLock(USERS, LockMode.ACCESS_EXCLUSIVE);
    return new Step.Ddl(
        id,
        "run " + id,
        List.of(lock),
        guards,
        List.of(statements).stream()
            .map(sql -> Statement.metadata(Sql.verbatim(sql), lock))
            .toList());
  }

  static Step.BuildIndex index(boolean unique) {
    return new Step.BuildIndex(
        "migrate-2",
        "index the shadow",
        INDEX,
        USERS,
        new Statement(
            (unique ? "CREATE UNIQUE INDEX" : "CREATE INDEX")
                + " CONCURRENTLY users_title_idx ON public.users (title)",
            Optional.of(new TableLock(USERS, LockMode.SHARE_UPDATE_EXCLUSIVE)),
            Work.BUILD));
  }

  static Step.Backfill backfill() {
    return backfill("name");
  }

  static Step.Backfill backfill(String value) {
    return new Step.Backfill(
        "migrate-1",
        "fill title",
        USERS,
        List.of(new Step.Assignment(new Identifier("title"), value)),
        PENDING,
        new Statement(
            "UPDATE ONLY public.users SET title = "
                + value
                + " WHERE ctid >= $1 AND ctid < $2 AND ("
                + PENDING
                + ")",
            Optional.of(new TableLock(USERS, LockMode.ROW_EXCLUSIVE)),
            Work.BATCHES));
  }

  static Step.Verify verify(String id) {
    return new Step.Verify(
        id,
        "compare",
        USERS,
        List.of(new Identifier("id")),
        List.of(
            new RowCheck(
                PENDING,
                "title differs from name",
                Optional.of("coalesce(title, 'nothing') || ' instead of ' || name"),
                "Run migrate again.")));
  }

  private static Step turn() {
    return ddl("migrate-4", "COMMENT ON TABLE users IS 'open'");
  }

  private static String shadow() {
    return "ALTER TABLE users ADD COLUMN title text";
  }

  private static String[] sync() {
    return new String[] {
      """
      CREATE OR REPLACE FUNCTION concertina.users_sync() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN NEW.title := NEW.name; RETURN NEW; END $$""",
      """
      CREATE TRIGGER users_sync BEFORE INSERT OR UPDATE ON users
      FOR EACH ROW EXECUTE FUNCTION concertina.users_sync()""",
      "ALTER TABLE users ENABLE ALWAYS TRIGGER users_sync"
    };
  }

  private static String comment(String authority) {
    return "COMMENT ON COLUMN users.title IS 'authority: " + authority + "'";
  }
}
