ALTER TABLE profiles ADD COLUMN bio text;
UPDATE profiles SET bio = users.bio FROM users WHERE users.id = user_id;
ALTER TABLE users DROP COLUMN bio;
