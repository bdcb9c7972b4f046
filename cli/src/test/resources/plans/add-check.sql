ALTER TABLE orders ADD CONSTRAINT price_given CHECK (price <> '');
