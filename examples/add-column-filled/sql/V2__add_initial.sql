-- concertina: up = left(user_name, 1)
ALTER TABLE users ADD COLUMN initial text;
