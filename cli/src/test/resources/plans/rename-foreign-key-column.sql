ALTER TABLE orders RENAME COLUMN user_id TO buyer_id;
