CREATE TABLE people (id int PRIMARY KEY, name text NOT NULL);
INSERT INTO people SELECT g, 'First' || g || ' Last' || g FROM generate_series(1, 200) g;
