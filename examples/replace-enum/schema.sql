CREATE TYPE mood AS ENUM ('sad', 'glad', 'meh');
CREATE TABLE users (id bigint PRIMARY KEY, mood mood NOT NULL);
INSERT INTO users SELECT g, (enum_range(NULL::mood))[1 + g % 3] FROM generate_series(1, 200) g;
