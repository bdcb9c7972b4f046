BEGIN;
--
-- Alter field slug on user
--
ALTER TABLE "accounts_user" ALTER COLUMN "slug" TYPE varchar(20);
COMMIT;
