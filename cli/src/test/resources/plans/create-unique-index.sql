CREATE UNIQUE INDEX users_one_phone ON users (phone_number);
