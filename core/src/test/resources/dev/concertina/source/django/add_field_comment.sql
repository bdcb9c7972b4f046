BEGIN;
--
-- Add field bio to user
--
ALTER TABLE "accounts_user" ADD COLUMN "bio" text NULL;
COMMENT ON COLUMN "accounts_user"."bio" IS 'words';
COMMIT;
