BEGIN;
--
-- Create constraint v_u on model user
--
ALTER TABLE "accounts_user" ADD CONSTRAINT "v_u" UNIQUE ("user_name");
COMMIT;
