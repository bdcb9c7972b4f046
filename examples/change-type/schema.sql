CREATE TABLE payments (id int PRIMARY KEY, amount text NOT NULL);
INSERT INTO payments SELECT g, g || '.50' FROM generate_series(1, 200) g;
