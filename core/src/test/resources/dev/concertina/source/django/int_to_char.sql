BEGIN;
--
-- Alter field age on user
--
ALTER TABLE "accounts_user" ALTER COLUMN "age" TYPE varchar(10) USING "age"::varchar(10);
COMMIT;
