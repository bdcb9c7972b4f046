BEGIN;
--
-- Rename field user on session to owner
--
SET CONSTRAINTS "accounts_session_user_id_d5aaed01_fk_accounts_user_id" IMMEDIATE; ALTER TABLE "accounts_session" DROP CONSTRAINT "accounts_session_user_id_d5aaed01_fk_accounts_user_id";
ALTER TABLE "accounts_session" RENAME COLUMN "user_id" TO "owner_id";
ALTER TABLE "accounts_session" ADD CONSTRAINT "accounts_session_owner_id_867d00b9_fk_accounts_user_id" FOREIGN KEY ("owner_id") REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED;
COMMIT;
