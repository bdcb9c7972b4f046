CREATE TABLE parcels (id int PRIMARY KEY, width int NOT NULL, height int NOT NULL);
INSERT INTO parcels SELECT g, g, g + 1 FROM generate_series(1, 200) g;
