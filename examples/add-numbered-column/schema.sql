CREATE TABLE visits (page text NOT NULL, at timestamptz NOT NULL DEFAULT now());
INSERT INTO visits SELECT '/' || g, timestamptz '2026-01-01' + g * interval '1 minute' FROM generate_series(1, 1000) g;
