-- concertina: up = left(user_name, 20)
ALTER TABLE users ALTER COLUMN user_name TYPE varchar(20);
