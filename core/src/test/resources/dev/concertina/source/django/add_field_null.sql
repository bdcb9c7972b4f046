BEGIN;
--
-- Add field bio to user
--
ALTER TABLE "accounts_user" ADD COLUMN "bio" text NULL;
COMMIT;
