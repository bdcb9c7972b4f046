ALTER TABLE profiles ADD COLUMN user_name text;
UPDATE profiles SET user_name = users.name FROM users WHERE users.id = user_id;
