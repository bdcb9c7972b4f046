BEGIN;
--
-- Remove field company from user
--
SET CONSTRAINTS "accounts_user_company_id_bc91fe74_fk_accounts_company_id" IMMEDIATE; ALTER TABLE "accounts_user" DROP CONSTRAINT "accounts_user_company_id_bc91fe74_fk_accounts_company_id";
ALTER TABLE "accounts_user" DROP COLUMN "company_id" CASCADE;
COMMIT;
