-- concertina: up = lower(user_name)
ALTER TABLE users ADD COLUMN slug text NOT NULL;
