BEGIN;
--
-- Alter field age on user
--
ALTER TABLE "accounts_user" ALTER COLUMN "age" DROP NOT NULL;
COMMIT;
