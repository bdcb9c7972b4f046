BEGIN;
--
-- Add field joined to user
--
ALTER TABLE "accounts_user" ADD COLUMN "joined" timestamp with time zone DEFAULT '2025-01-02 03:04:05+00:00'::timestamptz NOT NULL;
ALTER TABLE "accounts_user" ALTER COLUMN "joined" DROP DEFAULT;
COMMIT;
