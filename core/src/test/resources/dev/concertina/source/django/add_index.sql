BEGIN;
--
-- Create index user_name_age_idx on field(s) user_name, -age of model user
--
CREATE INDEX "user_name_age_idx" ON "accounts_user" ("user_name", "age" DESC);
COMMIT;
