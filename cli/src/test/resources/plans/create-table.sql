CREATE TABLE notes (id bigint PRIMARY KEY, user_id bigint REFERENCES users);
CREATE INDEX notes_by_user ON notes (user_id);
