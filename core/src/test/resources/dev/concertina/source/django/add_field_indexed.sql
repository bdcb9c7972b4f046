BEGIN;
--
-- Add field code to user
--
ALTER TABLE "accounts_user" ADD COLUMN "code" varchar(5) NULL;
CREATE INDEX "accounts_user_code_08ef8339" ON "accounts_user" ("code");
CREATE INDEX "accounts_user_code_08ef8339_like" ON "accounts_user" ("code" varchar_pattern_ops);
COMMIT;
