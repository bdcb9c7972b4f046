BEGIN;
--
-- Rename field user on session to owner
--
ALTER TABLE "accounts_session" RENAME COLUMN "user_id" TO "owner_id";
COMMIT;
