BEGIN;
--
-- Alter field nickname on user
--
ALTER TABLE "accounts_user" ALTER COLUMN "nickname" SET DEFAULT '';
UPDATE "accounts_user" SET "nickname" = '' WHERE "nickname" IS NULL; SET CONSTRAINTS ALL IMMEDIATE;
ALTER TABLE "accounts_user" ALTER COLUMN "nickname" SET NOT NULL;
ALTER TABLE "accounts_user" ALTER COLUMN "nickname" DROP DEFAULT;
COMMIT;
