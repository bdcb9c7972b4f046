BEGIN;
--
-- Alter field visits on user
--
ALTER TABLE "accounts_user" ALTER COLUMN "visits" TYPE varchar(10) USING "visits"::varchar(10);
COMMIT;
