BEGIN;
--
-- Alter field age on user
--
ALTER TABLE "accounts_user" ALTER COLUMN "age" TYPE bigint USING "age"::bigint;
COMMIT;
