BEGIN;
--
-- Add field age to user
--
ALTER TABLE "accounts_user" ADD COLUMN "age" integer DEFAULT 3 NOT NULL;
ALTER TABLE "accounts_user" ALTER COLUMN "age" DROP DEFAULT;
COMMIT;
