BEGIN;
--
-- Rename table for user to people
--
ALTER TABLE "accounts_user" RENAME TO "people";
COMMIT;
