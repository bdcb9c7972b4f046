BEGIN;
--
-- Alter field nick on user
--
ALTER TABLE "accounts_user" ALTER COLUMN "nick" TYPE varchar(20), ALTER COLUMN "nick" SET DEFAULT 'x';
UPDATE "accounts_user" SET "nick" = 'x' WHERE "nick" IS NULL; SET CONSTRAINTS ALL IMMEDIATE;
ALTER TABLE "accounts_user" ALTER COLUMN "nick" SET NOT NULL;
ALTER TABLE "accounts_user" ALTER COLUMN "nick" DROP DEFAULT;
COMMIT;
