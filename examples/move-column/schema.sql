CREATE TABLE users (id bigint PRIMARY KEY, name text NOT NULL, bio text, website varchar(80));
CREATE TABLE profiles (user_id bigint PRIMARY KEY REFERENCES users ON DELETE CASCADE, theme text);
INSERT INTO users SELECT g, 'name ' || g, 'bio ' || g, 'https://example.org/' || g FROM generate_series(1, 200) g;
INSERT INTO profiles SELECT id, 'dark' FROM users;
