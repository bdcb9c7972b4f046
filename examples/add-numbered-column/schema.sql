CREATE TABLE visits (page text NOT NULL, at timestamptz NOT NULL DEFAULT now());
INSERT INTO visits (page) SELECT '/' || g FROM generate_series(1, 1000) g;
