BEGIN;
--
-- Rename field user_name on user to full_name
--
ALTER TABLE "accounts_user" RENAME COLUMN "user_name" TO "full_name";
COMMIT;
