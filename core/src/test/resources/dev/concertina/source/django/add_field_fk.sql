BEGIN;
--
-- Add field employer to user
--
ALTER TABLE "accounts_user" ADD COLUMN "employer_id" bigint NULL CONSTRAINT "accounts_user_employer_id_a4932c24_fk_accounts_company_id" REFERENCES "accounts_company"("id") DEFERRABLE INITIALLY DEFERRED; SET CONSTRAINTS "accounts_user_employer_id_a4932c24_fk_accounts_company_id" IMMEDIATE;
CREATE INDEX "accounts_user_employer_id_a4932c24" ON "accounts_user" ("employer_id");
COMMIT;
