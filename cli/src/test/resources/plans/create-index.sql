CREATE INDEX users_by_nick ON users (nickname) WHERE nickname IS NOT NULL;
