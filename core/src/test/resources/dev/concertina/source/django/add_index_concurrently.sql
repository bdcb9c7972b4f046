--
-- Concurrently create index user_age_idx on field(s) age of model user
--
CREATE INDEX CONCURRENTLY "user_age_idx" ON "accounts_user" ("age");
