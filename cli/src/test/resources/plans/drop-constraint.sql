ALTER TABLE orders DROP CONSTRAINT buyer_known;
ALTER TABLE orders DROP CONSTRAINT orders_user_id_fkey;
ALTER TABLE users DROP CONSTRAINT users_user_name_key;
