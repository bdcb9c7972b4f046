BEGIN;
--
-- Remove field phone_number from user
--
ALTER TABLE "accounts_user" DROP COLUMN "phone_number" CASCADE;
COMMIT;
