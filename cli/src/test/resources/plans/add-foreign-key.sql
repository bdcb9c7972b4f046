ALTER TABLE users ADD COLUMN team_id bigint NULL CONSTRAINT users_team REFERENCES orders (id)
  DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX users_by_team ON users (team_id);
