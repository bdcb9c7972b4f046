BEGIN;
--
-- Alter field user_name on user
--
ALTER TABLE "accounts_user" ALTER COLUMN "user_name" TYPE varchar(20);
COMMIT;
