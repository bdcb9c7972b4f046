BEGIN;
--
-- Rename model Company to Organisation
--
ALTER TABLE "accounts_company" RENAME TO "accounts_organisation";
SET CONSTRAINTS "accounts_user_company_id_bc91fe74_fk_accounts_company_id" IMMEDIATE; ALTER TABLE "accounts_user" DROP CONSTRAINT "accounts_user_company_id_bc91fe74_fk_accounts_company_id";
ALTER TABLE "accounts_user" ADD CONSTRAINT "accounts_user_company_id_bc91fe74_fk_accounts_organisation_id" FOREIGN KEY ("company_id") REFERENCES "accounts_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
COMMIT;
