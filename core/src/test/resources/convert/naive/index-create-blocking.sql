BEGIN;
--
-- Create index u_n on field(s) user_name of model user
--
CREATE INDEX "u_n" ON "accounts_user" ("user_name");
COMMIT;
