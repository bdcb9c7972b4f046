CREATE TABLE users (id int PRIMARY KEY, name text NOT NULL, note text);
INSERT INTO users VALUES (1, 'Ann', 'x'), (2, 'Bob', NULL);
