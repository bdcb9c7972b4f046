CREATE TABLE users (
  id bigint PRIMARY KEY,
  user_name varchar(80) NOT NULL,
  plan text,
  note text);
CREATE INDEX users_by_name ON users (user_name);
INSERT INTO users SELECT g, 'user ' || g, CASE WHEN g % 3 > 0 THEN 'free' END, 'note ' || g
  FROM generate_series(1, 200) g;
