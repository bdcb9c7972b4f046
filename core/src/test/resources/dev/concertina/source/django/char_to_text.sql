BEGIN;
--
-- Alter field user_name on user
--
ALTER TABLE "accounts_user" ALTER COLUMN "user_name" TYPE text USING "user_name"::text;
COMMIT;
