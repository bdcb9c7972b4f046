ALTER TABLE orders RENAME CONSTRAINT buyer_known TO orders_buyer_check;
