BEGIN;
--
-- Alter field nick on user
--
ALTER TABLE "accounts_user" ALTER COLUMN "nick" SET DEFAULT '';
UPDATE "accounts_user" SET "nick" = '' WHERE "nick" IS NULL; SET CONSTRAINTS ALL IMMEDIATE;
ALTER TABLE "accounts_user" ALTER COLUMN "nick" SET NOT NULL;
ALTER TABLE "accounts_user" ALTER COLUMN "nick" DROP DEFAULT;
COMMIT;
