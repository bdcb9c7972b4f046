ALTER TABLE users ADD CONSTRAINT users_named CHECK (name <> '');
