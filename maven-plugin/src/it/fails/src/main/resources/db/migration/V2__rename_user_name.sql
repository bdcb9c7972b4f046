ALTER TABLE users RENAME COLUMN user_name TO full_name;
