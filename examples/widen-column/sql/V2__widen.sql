ALTER TABLE users ALTER COLUMN user_name TYPE text;
