package dev.concertina.cli;

import dev.concertina.change.Version;
import dev.concertina.plan.LockMode;
import dev.concertina.plan.Phase;
import dev.concertina.plan.PhasePlan;
import dev.concertina.plan.PhasePlan.Sight;
import dev.concertina.plan.Plan;
import dev.concertina.plan.RowCheck;
import dev.concertina.plan.Statement;
import dev.concertina.plan.Step;
import dev.concertina.plan.TableLock;
import dev.concertina.plan.Work;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import dev.concertina.sql.Sql;
import java.util.List;
import java.util.Optional;

/** A plan made by hand, with a step of every kind. */
public final class Plans {

  private static final QualifiedName USERS = QualifiedName.of("public", "users");
  private static final TableLock ACCESS_EXCLUSIVE = new TableLock(USERS, LockMode.ACCESS_EXCLUSIVE);
  private static final TableLock SHARE_ROW_EXCLUSIVE =
      new TableLock(USERS, LockMode.SHARE_ROW_EXCLUSIVE);
  private static final TableLock ROW_EXCLUSIVE = new TableLock(USERS, LockMode.ROW_EXCLUSIVE);

  private Plans() {}

  /** V7: user_name becomes full_name. */
  public static Plan rename() {
    return new Plan(
        Version.parse("7"),
        "rename user name",
        List.of(USERS),
        Optional.of(new Identifier("v7")),
        List.of(
            new PhasePlan(
                Phase.EXPAND,
                List.of(expand()),
                List.of(new Sight("works as before", "not yet: full_name is not filled"))),
            new PhasePlan(
                Phase.MIGRATE,
                List.of(backfill(), buildIndex(), verify()),
                List.of(
                    new Sight("works as before", "may be deployed when the phase is complete"))),
            new PhasePlan(Phase.SWITCH, List.of(), List.of()),
            new PhasePlan(Phase.REVERT, List.of(), List.of()),
            new PhasePlan(
                Phase.CONTRACT,
                List.of(gate("contract-1", Step.GateKind.OLD_SHAPE_UNUSED), drop(), dropIndex()),
                List.of(new Sight("must be gone: user_name is dropped", "works"))),
            new PhasePlan(
                Phase.ABORT, List.of(gate("abort-1", Step.GateKind.NEW_SHAPE_UNUSED)), List.of())),
        List.of(
            "a new application's value that is longer than 50 characters does not fit the old column:"
                + " the statement fails until CONTRACT"));
  }

  private static Step expand() {
    return new Step.Ddl(
        "expand-1",
        "add the shadow column and its sync",
        List.of(ACCESS_EXCLUSIVE),
        List.of(),
        List.of(
            Statement.metadata(
                Sql.of("ALTER TABLE \"public\".\"users\" ADD COLUMN \"full_name\" text"),
                ACCESS_EXCLUSIVE),
            Statement.unlocked(
                Sql.of(
                    """
                    CREATE FUNCTION "concertina"."sync_users_7"() RETURNS trigger LANGUAGE plpgsql AS $concertina$
                    BEGIN
                      -- a comment that is longer than the line and keeps its length, because a break would end the comment
                      IF record_image_ne(ROW(NEW."full_name"), ROW(NEW."user_name")) THEN NEW."full_name" := NEW."user_name"; END IF;
                      RETURN NEW;
                    END $concertina$""")),
            Statement.metadata(
                Sql.of(
                    "CREATE TRIGGER \"!concertina_sync_7\" BEFORE INSERT OR UPDATE ON"
                        + " \"public\".\"users\" FOR EACH ROW EXECUTE FUNCTION"
                        + " \"concertina\".\"sync_users_7\"()"),
                SHARE_ROW_EXCLUSIVE)));
  }

  private static Step backfill() {
    return new Step.Backfill(
        "migrate-1",
        "fill full_name in the rows that were there before",
        USERS,
        List.of(new Step.Assignment(new Identifier("full_name"), "user_name")),
        "record_image_ne(ROW(full_name), ROW(user_name))",
        new Statement(
            "UPDATE \"public\".\"users\" SET \"full_name\" = \"user_name\" WHERE ctid >= $1 AND ctid"
                + " < $2 AND record_image_ne(ROW(\"full_name\"), ROW(\"user_name\"))",
            Optional.of(ROW_EXCLUSIVE),
            Work.BATCHES));
  }

  private static Step buildIndex() {
    return new Step.BuildIndex(
        "migrate-2",
        "build the index of the shadow",
        QualifiedName.of("public", "users_full_name_idx"),
        USERS,
        new Statement(
            "CREATE INDEX CONCURRENTLY \"users_full_name_idx\" ON \"public\".\"users\""
                + " (\"full_name\")",
            Optional.of(new TableLock(USERS, LockMode.SHARE_UPDATE_EXCLUSIVE)),
            Work.BUILD));
  }

  private static Step verify() {
    return new Step.Verify(
        "migrate-3",
        "prove parity",
        USERS,
        List.of(new Identifier("id")),
        List.of(
            new RowCheck(
                "record_image_ne(ROW(full_name), ROW(user_name))",
                "full_name differs from user_name",
                Optional.empty(),
                "run migrate again")));
  }

  private static Step gate(String id, Step.GateKind kind) {
    return new Step.Gate(id, "ask for evidence", kind);
  }

  private static Step drop() {
    return new Step.Ddl(
        "contract-2",
        "drop the old column",
        List.of(ACCESS_EXCLUSIVE),
        List.of(new Step.Guard("SELECT 0", "full_name differs from user_name", "run verify")),
        List.of(
            Statement.metadata(
                Sql.of("ALTER TABLE \"public\".\"users\" DROP COLUMN \"user_name\""),
                ACCESS_EXCLUSIVE)));
  }

  private static Step dropIndex() {
    return new Step.DropIndex(
        "contract-3",
        "drop the index of the old column",
        QualifiedName.of("public", "users_user_name_idx"),
        Statement.metadata(
            Sql.of("DROP INDEX CONCURRENTLY \"public\".\"users_user_name_idx\""),
            new TableLock(USERS, LockMode.SHARE_UPDATE_EXCLUSIVE)));
  }
}
