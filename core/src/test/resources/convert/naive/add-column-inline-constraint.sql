BEGIN;
--
-- Add field boss to user
--
ALTER TABLE "accounts_user" ADD COLUMN "boss_id" bigint NULL CONSTRAINT "accounts_user_boss_id_5f67e688_fk_accounts_user_id" REFERENCES "accounts_user"("id") DEFERRABLE INITIALLY DEFERRED; SET CONSTRAINTS "accounts_user_boss_id_5f67e688_fk_accounts_user_id" IMMEDIATE;
CREATE INDEX "accounts_user_boss_id_5f67e688" ON "accounts_user" ("boss_id");
COMMIT;
