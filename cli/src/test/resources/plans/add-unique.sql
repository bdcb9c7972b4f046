ALTER TABLE users ADD CONSTRAINT users_one_phone UNIQUE (phone_number);
