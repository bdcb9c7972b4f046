BEGIN;
--
-- Rename model Session to Login
--
ALTER TABLE "accounts_session" RENAME TO "accounts_login";
COMMIT;
