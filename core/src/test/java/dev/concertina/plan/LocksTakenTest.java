package dev.concertina.plan;

import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;

/**
 * The locks that a plan tells are those that its statements take: observed in pg_locks at the end
 * of each transaction, which nobody has locked anything for before.
 */
class LocksTakenTest {

  private static final String SCHEMA =
      """
      CREATE TABLE companies (id int PRIMARY KEY, name text);
      CREATE TABLE users (id int PRIMARY KEY, email text, age int, company_id int NOT NULL,
        CONSTRAINT grown CHECK (age > 17),
        CONSTRAINT works_for FOREIGN KEY (company_id) REFERENCES companies);
      CREATE UNIQUE INDEX by_email ON users (email);
      CREATE INDEX by_age ON users (age);
      """;

  @OnEveryServer
  void constraints(TestDatabase database) {
    database.execute(SCHEMA);
    asPlanned(database, "ALTER TABLE users ADD CHECK (id > 0)", Phase.CONTRACT);
    asPlanned(database, "ALTER TABLE users ADD UNIQUE (age)", Phase.CONTRACT);
    asPlanned(
        database, "ALTER TABLE users ADD FOREIGN KEY (age) REFERENCES companies", Phase.CONTRACT);
    asPlanned(database, "ALTER TABLE users ALTER CONSTRAINT works_for DEFERRABLE", Phase.CONTRACT);
    asPlanned(database, "ALTER TABLE users RENAME CONSTRAINT grown TO adult", Phase.CONTRACT);
    asPlanned(
        database,
        "ALTER TABLE users DROP CONSTRAINT adult, DROP CONSTRAINT works_for",
        Phase.EXPAND,
        Phase.ABORT);
    asPlanned(database, "ALTER TABLE users ADD UNIQUE USING INDEX by_email", Phase.CONTRACT);
    asPlanned(
        database, "ALTER TABLE users ALTER company_id DROP NOT NULL", Phase.EXPAND, Phase.ABORT);
    asPlanned(
        database,
        "ALTER TABLE users ADD boss int REFERENCES companies ON UPDATE CASCADE ON DELETE CASCADE,"
            + " ADD code text UNIQUE CHECK (code <> '')",
        Phase.EXPAND,
        Phase.ABORT);
  }

  @OnEveryServer
  void objects(TestDatabase database) {
    database.execute(
        SCHEMA, "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'");
    asPlanned(
        database,
        "COMMENT ON TABLE users IS 'x'; COMMENT ON COLUMN users.age IS 'y';"
            + " COMMENT ON CONSTRAINT grown ON users IS 'z'; COMMENT ON INDEX by_age IS 'i';",
        Phase.EXPAND,
        Phase.ABORT);
    asPlanned(database, "ALTER INDEX by_age RENAME TO on_age", Phase.EXPAND, Phase.ABORT);
    asPlanned(database, "ALTER INDEX users_pkey RENAME TO users_key", Phase.CONTRACT);
    asPlanned(
        database,
        "CREATE TRIGGER g AFTER INSERT ON users EXECUTE FUNCTION f();"
            + " CREATE POLICY p ON users; CREATE RULE r AS ON DELETE TO companies DO NOTHING;",
        Phase.CONTRACT);
    asPlanned(
        database,
        "DROP TRIGGER g ON users; DROP POLICY p ON users; DROP RULE r ON companies;",
        Phase.CONTRACT);
    asPlanned(
        database,
        "CREATE VIEW v AS SELECT * FROM users; CREATE STATISTICS s ON age, email FROM users;"
            + " CREATE SEQUENCE q OWNED BY users.age;",
        Phase.EXPAND,
        Phase.ABORT);
  }

  @OnEveryServer
  void properties(TestDatabase database) {
    database.execute(
        SCHEMA,
        "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
        "CREATE TRIGGER g AFTER INSERT ON users EXECUTE FUNCTION f()",
        "CREATE TABLE folk (LIKE users INCLUDING CONSTRAINTS)");
    asPlanned(
        database,
        "ALTER TABLE users ALTER age SET STATISTICS 9, ALTER age SET STORAGE PLAIN,"
            + " ALTER email SET COMPRESSION pglz, ALTER age SET (n_distinct = 4), SET (fillfactor = 70),"
            + " CLUSTER ON by_age, REPLICA IDENTITY FULL",
        Phase.EXPAND,
        Phase.ABORT);
    asPlanned(
        database,
        "ALTER TABLE users DISABLE TRIGGER g, ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY,"
            + " OWNER TO CURRENT_USER; ALTER TABLE folk INHERIT users",
        Phase.CONTRACT);
    asPlanned(database, "ALTER TABLE folk NO INHERIT users", Phase.CONTRACT);
    asPlanned(
        database,
        "ALTER TABLE users ALTER id ADD GENERATED ALWAYS AS IDENTITY",
        Phase.EXPAND,
        Phase.CONTRACT);
    asPlanned(database, "ALTER TABLE users ALTER id DROP IDENTITY", Phase.CONTRACT);
    asPlanned(database, "GRANT SELECT ON users TO PUBLIC", Phase.EXPAND, Phase.ABORT);
  }

  @OnEveryServer
  void numbered_columns(TestDatabase database) {
    database.execute(SCHEMA, "CREATE SCHEMA concertina");
    asPlanned(
        database,
        "ALTER TABLE users ADD number int GENERATED ALWAYS AS IDENTITY, ADD place bigserial",
        Phase.EXPAND,
        Phase.MIGRATE,
        Phase.ABORT);
  }

  @OnEveryServer
  void a_wider_column_of_a_foreign_key(TestDatabase database) {
    database.execute(
        "CREATE TABLE countries (code varchar(2) PRIMARY KEY, of varchar(3) REFERENCES countries)",
        "CREATE TABLE people (id int, country varchar(2) REFERENCES countries)");
    asPlanned(database, "ALTER TABLE countries ALTER code TYPE text", Phase.EXPAND, Phase.ABORT);
    asPlanned(database, "ALTER TABLE people ALTER country TYPE text", Phase.EXPAND, Phase.ABORT);
  }

  @OnEveryServer
  void partitions(TestDatabase database) {
    database.execute(
        "CREATE TABLE kinds (id int PRIMARY KEY)",
        "CREATE TABLE log (id int, at date, kind int REFERENCES kinds) PARTITION BY RANGE (at)",
        "CREATE TABLE log_1 PARTITION OF log FOR VALUES FROM ('2026-01-01') TO ('2026-02-01')",
        "CREATE TABLE log_rest PARTITION OF log DEFAULT",
        "CREATE TABLE log_3 (id int, at date, kind int REFERENCES kinds)");
    asPlanned(
        database,
        "CREATE TABLE log_2 PARTITION OF log FOR VALUES FROM ('2026-02-01') TO ('2026-03-01')",
        Phase.EXPAND,
        Phase.ABORT);
    asPlanned(
        database,
        "ALTER TABLE log ATTACH PARTITION log_3 FOR VALUES FROM ('2026-03-01') TO ('2026-04-01')",
        Phase.EXPAND,
        Phase.ABORT);
    asPlanned(database, "ALTER TABLE log DETACH PARTITION log_1", Phase.CONTRACT);
  }

  private static void asPlanned(TestDatabase database, String migration, Phase... phases) {
    Plan plan = Rehearsal.plan(database, migration);
    TakenLocks locks = new TakenLocks(database);
    for (Phase phase : phases) {
      for (Step step : plan.phase(phase).steps()) {
        if (step instanceof Step.Ddl ddl) {
          locks.assertAsPlanned(ddl);
        } else if (!(step instanceof Step.Gate)) {
          step.statements().forEach(statement -> run(database, step, statement));
        }
      }
    }
  }

  /** The bounds of a window are not for this test: what is shown of a backfill is no statement. */
  private static void run(TestDatabase database, Step step, Statement statement) {
    if (!(step instanceof Step.Backfill)) {
      database.execute(statement.sql());
    }
  }
}
