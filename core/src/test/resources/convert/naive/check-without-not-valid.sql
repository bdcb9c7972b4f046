BEGIN;
--
-- Create constraint v_pos on model user
--
ALTER TABLE "accounts_user" ADD CONSTRAINT "v_pos" CHECK ("visits" >= 0);
COMMIT;
