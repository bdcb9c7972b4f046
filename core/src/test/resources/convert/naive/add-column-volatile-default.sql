ALTER TABLE orders ADD COLUMN weight double precision NOT NULL DEFAULT (random() * 0);
