BEGIN;
--
-- Remove index user_age_idx from user
--
DROP INDEX IF EXISTS "user_age_idx";
COMMIT;
