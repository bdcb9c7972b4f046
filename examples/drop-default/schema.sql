CREATE TABLE parts (id int PRIMARY KEY, colour text DEFAULT 'red');
INSERT INTO parts SELECT g FROM generate_series(1, 200) g;
