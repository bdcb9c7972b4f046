BEGIN;
--
-- Add field active to user
--
ALTER TABLE "accounts_user" ADD COLUMN "active" boolean DEFAULT true NOT NULL;
ALTER TABLE "accounts_user" ALTER COLUMN "active" DROP DEFAULT;
COMMIT;
