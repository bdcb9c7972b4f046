BEGIN;
--
-- Delete model Session
--
DROP TABLE "accounts_session" CASCADE;
COMMIT;
