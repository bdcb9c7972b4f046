ALTER TABLE orders RENAME CONSTRAINT total_positive TO orders_total_check;
