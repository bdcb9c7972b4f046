BEGIN;
--
-- Create constraint age_pos on model user
--
ALTER TABLE "accounts_user" ADD CONSTRAINT "age_pos" CHECK ("age" >= 0);
COMMIT;
