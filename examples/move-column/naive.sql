ALTER TABLE profiles ADD COLUMN bio text, ADD COLUMN homepage varchar(80);
UPDATE profiles SET bio = users.bio, homepage = users.website FROM users WHERE users.id = user_id;
ALTER TABLE users DROP COLUMN bio, DROP COLUMN website;
