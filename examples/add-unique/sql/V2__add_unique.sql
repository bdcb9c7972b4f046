ALTER TABLE users ADD CONSTRAINT users_once UNIQUE (name);
