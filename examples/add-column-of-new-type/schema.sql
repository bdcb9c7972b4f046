CREATE TABLE users (id bigint PRIMARY KEY, note text);
INSERT INTO users SELECT g, 'note ' || g FROM generate_series(1, 200) g;
