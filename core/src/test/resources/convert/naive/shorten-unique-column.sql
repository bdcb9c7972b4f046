BEGIN;
--
-- Alter field token on session
--
ALTER TABLE "accounts_session" ALTER COLUMN "token" TYPE varchar(40);
COMMIT;
