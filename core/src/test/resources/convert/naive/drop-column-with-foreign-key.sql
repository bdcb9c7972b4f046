BEGIN;
--
-- Remove field user from session
--
ALTER TABLE "accounts_session" DROP COLUMN "user_id" CASCADE;
COMMIT;
