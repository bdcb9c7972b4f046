BEGIN;
--
-- Alter field score on user
--
UPDATE "accounts_user" SET "score" = 3 WHERE "score" IS NULL; SET CONSTRAINTS ALL IMMEDIATE;
ALTER TABLE "accounts_user" ALTER COLUMN "score" SET NOT NULL;
COMMIT;
