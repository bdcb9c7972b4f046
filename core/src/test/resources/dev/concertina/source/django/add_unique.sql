BEGIN;
--
-- Create constraint uq on model user
--
ALTER TABLE "accounts_user" ADD CONSTRAINT "uq" UNIQUE ("user_name");
COMMIT;
