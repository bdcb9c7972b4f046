BEGIN;
--
-- Alter field nick on user
--
ALTER TABLE "accounts_user" ALTER COLUMN "nick" SET DEFAULT 'anonymous';
UPDATE "accounts_user" SET "nick" = 'anonymous' WHERE "nick" IS NULL; SET CONSTRAINTS ALL IMMEDIATE;
ALTER TABLE "accounts_user" ALTER COLUMN "nick" SET NOT NULL;
ALTER TABLE "accounts_user" ALTER COLUMN "nick" DROP DEFAULT;
COMMIT;
